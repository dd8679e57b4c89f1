"""Workloads of `assay bench` in JAX. Each function gives the loss, its parameters and a made-up batch."""

import jax
import jax.numpy as jnp
import numpy as np

RANDOM = np.random.default_rng(0)


def normal(*shape):
    return jnp.asarray(RANDOM.standard_normal(shape, dtype=np.float32))


def linear_parameters(inputs, outputs):
    bound = inputs**-0.5
    draw = lambda *shape: jnp.asarray(RANDOM.uniform(-bound, bound, shape).astype(np.float32))
    return {"weight": draw(inputs, outputs), "bias": draw(outputs)}


def linear(parameters, x):
    return x @ parameters["weight"] + parameters["bias"]


def mlp(rows, widths=(17, 128, 64, 1)):
    parameters = [linear_parameters(a, b) for a, b in zip(widths, widths[1:])]

    def loss(parameters, batch):
        x, y = batch
        for layer in parameters[:-1]:
            x = jax.nn.relu(linear(layer, x))
        return jnp.mean(jnp.square(linear(parameters[-1], x) - y))

    return loss, parameters, (normal(rows, widths[0]), normal(rows, widths[-1]))


def attention(batch=64, steps=15, width=128, heads=4):
    names = ("query", "key", "value", "output")
    parameters = {name: linear_parameters(width, width) for name in names}
    parameters |= {"score": linear_parameters(width, 1), "scale": jnp.ones(width), "offset": jnp.zeros(width)}

    def loss(parameters, data):
        x, y = data
        split = lambda name: linear(parameters[name], x).reshape(batch, steps, heads, width // heads).swapaxes(1, 2)
        logits = split("query") @ split("key").swapaxes(2, 3) / (width // heads) ** 0.5
        mixed = (jax.nn.softmax(logits) @ split("value")).swapaxes(1, 2).reshape(batch * steps, width)
        attended = x + linear(parameters["output"], mixed)
        centred = attended - attended.mean(-1, keepdims=True)
        normalised = centred * jax.lax.rsqrt(jnp.square(centred).mean(-1, keepdims=True) + 1e-5)
        scores = linear(parameters["score"], normalised * parameters["scale"] + parameters["offset"])
        return jnp.mean(jnp.square(scores - y))

    return loss, parameters, (normal(batch * steps, width), normal(batch * steps, 1))


def graph_attention(nodes=960, edges=7680, width=128, heads=4):
    parameters = {"source": linear_parameters(width, width), "target": linear_parameters(width, width)}
    parameters["attention"] = normal(heads, width // heads) * 0.2
    ends = lambda: jnp.asarray(RANDOM.integers(0, nodes, edges).astype(np.int32))

    def loss(parameters, batch):
        x, y, source, target = batch
        start = linear(parameters["source"], x)[source].reshape(edges, heads, -1)
        end = linear(parameters["target"], x)[target].reshape(edges, heads, -1)
        scores = (jax.nn.leaky_relu(start + end, 0.2) * parameters["attention"]).sum(-1)
        weights = jnp.exp(jnp.clip(scores, -30, 30))
        total = jax.ops.segment_sum(weights, target, nodes) + 1e-9
        messages = start * (weights / total[target])[:, :, None]
        result = jax.ops.segment_sum(messages.reshape(edges, width), target, nodes)
        return jnp.mean(jnp.square(result - y))

    return loss, parameters, (normal(nodes, width), normal(nodes, width), ends(), ends())


MODELS = {
    "mlp-64": lambda: mlp(64),
    "mlp-960": lambda: mlp(960),
    "mlp-wide": lambda: mlp(256, (64, 2048, 2048, 16)),
    "attention": attention,
    "graph-attention": graph_attention,
}
