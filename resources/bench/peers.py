"""The training steps of `assay bench` in other libraries: same shapes, same work, written as their users write them.

Speaks JSON lines (src-preload/contract/bench-protocol.ts). The first line on stdin names the workload, the peer and the
threads; the answer is `ready` after the first steps. Every further line asks for a block of steps. The process ends with
stdin. A step is: dropout drawn, loss and gradients, the norm clipped at 1, AdamW, the loss read.
"""

import json
import os
import sys
import time

try:
    import resource
except ImportError:  # Windows has no such module; memory is then not told.
    resource = None

LEARNING_RATE = 1e-6
WEIGHT_DECAY = 0.01
MAX_GRADIENT_NORM = 1.0
WARM_STEPS, WARM_SECONDS = 3, 2


def limit_threads(threads):
    """Must come before the libraries are loaded: they read these once."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "NPROC"):
        os.environ[name] = str(threads)
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    os.environ["JAX_PLATFORMS"] = "cpu"
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    # Compiled steps stay in the throw-away environment.
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", os.path.join(sys.prefix, "compiled-steps"))
    # Compiling in this process: a pool of compilers would still be starting while others are timed.
    os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")


def limit_pytorch(threads):
    import torch

    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    torch.manual_seed(0)
    torch.set_flush_denormal(True)


def pytorch_step(workload, threads, compiled, channels_last):
    """Returns a function that makes one step and returns the loss."""
    import torch
    from pytorch_models import MODELS

    limit_pytorch(threads)
    model = MODELS[workload]()
    if channels_last:
        model.to(memory_format=torch.channels_last)
        model.batch = [
            value.contiguous(memory_format=torch.channels_last) if value.dim() == 4 else value for value in model.batch
        ]
    parameters = list(model.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    loss_of = torch.compile(model, dynamic=False) if compiled else model

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(*model.batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, MAX_GRADIENT_NORM)
        optimizer.step()
        return loss.item()

    return step


def geometric_step(workload, threads):
    """Returns a function that makes an update for each of its batches and returns the last loss."""
    import torch

    limit_pytorch(threads)
    from pytorch_geometric_models import MODELS

    model = MODELS[workload]()
    parameters = list(model.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)

    def step():
        for batch in model.batches:
            optimizer.zero_grad(set_to_none=True)
            loss = model(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, MAX_GRADIENT_NORM)
            optimizer.step()
        return loss.item()

    return step


def jax_step(workload):
    """Returns a function that makes one step and returns the loss. One program holds gradients, clipping and update."""
    import jax
    import jax.numpy as jnp
    from jax_models import MODELS

    loss_of, parameters, batch = MODELS[workload]()
    first_decay, second_decay, epsilon = 0.9, 0.999, 1e-8

    def update(state, batch):
        parameters, first, second, count = state
        loss, gradients = jax.value_and_grad(loss_of)(parameters, batch)
        norm = jnp.sqrt(sum(jnp.sum(jnp.square(leaf)) for leaf in jax.tree.leaves(gradients)))
        scale = jnp.minimum(1.0, MAX_GRADIENT_NORM / (norm + 1e-6))
        gradients = jax.tree.map(lambda g: g * scale, gradients)
        count = count + 1
        first = jax.tree.map(lambda m, g: first_decay * m + (1 - first_decay) * g, first, gradients)
        second = jax.tree.map(lambda v, g: second_decay * v + (1 - second_decay) * g * g, second, gradients)

        def moved(value, m, v):
            direction = (m / (1 - first_decay**count)) / (jnp.sqrt(v / (1 - second_decay**count)) + epsilon)
            return value * (1 - LEARNING_RATE * WEIGHT_DECAY) - LEARNING_RATE * direction

        return (jax.tree.map(moved, parameters, first, second), first, second, count), loss

    compiled = jax.jit(update, donate_argnums=0)
    zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
    state = (parameters, zeros(), zeros(), jnp.float32(0))

    def step():
        nonlocal state
        state, loss = compiled(state, batch)
        return float(loss)

    return step


def create_step(workload, peer, threads):
    if peer == "jax":
        return jax_step(workload)
    if peer == "pytorch-geometric":
        return geometric_step(workload, threads)
    return pytorch_step(workload, threads, "compiled" in peer, peer.endswith("channels-last"))


def run_block(step, milliseconds):
    start, cpu, steps, elapsed_ms = time.perf_counter(), time.process_time(), 0, 0
    while elapsed_ms < milliseconds:
        step()
        steps += 1
        elapsed_ms = (time.perf_counter() - start) * 1000
    cpu_ms = (time.process_time() - cpu) * 1000 / steps
    times = {"wallMs": elapsed_ms / steps, "cpuMs": cpu_ms}
    return {"kind": "block", "steps": steps, **times, "memoryBytes": peak_memory_bytes()}


def peak_memory_bytes():
    if resource is None:
        return 0
    # Linux counts kilobytes here, macOS bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def reply(message):
    # Compact: the reader tells replies from other output by how a line begins.
    print(json.dumps(message, separators=(",", ":")), flush=True)


def main():
    task = json.loads(sys.stdin.readline())
    try:
        limit_threads(task["threads"])
        step = create_step(task["workload"], task["contender"], task["threads"])
        start = time.perf_counter()
        step()
        first_ms = (time.perf_counter() - start) * 1000
        warm_end = time.perf_counter() + WARM_SECONDS
        for _ in range(WARM_STEPS):
            if time.perf_counter() < warm_end:
                step()
    except Exception as error:
        reply({"kind": "failed", "message": f"{type(error).__name__}: {error}"[:600]})
        return 1
    reply({"kind": "ready", "firstStepMs": first_ms})
    for line in sys.stdin:
        reply(run_block(step, json.loads(line)["milliseconds"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
