// A peer for tests: speaks the protocol of resources/bench/peers.py with fixed times, and prints other lines in between.
import { createInterface } from 'node:readline';

const WALL_MS = { pytorch: 4, 'pytorch-compiled': 2, jax: 1 };
let task;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  console.log('a library says hello');
  if (!task) {
    task = message;
    if (!(task.contender in WALL_MS)) {
      console.log(JSON.stringify({ kind: 'failed', message: `no ${task.contender} here` }));
      break;
    }
    console.log(JSON.stringify({ kind: 'ready', firstStepMs: 50 }));
  } else {
    if (task.workload === 'mlp-960') {
      console.error('out of memory');
      process.exit(3);
    }
    const wallMs = WALL_MS[task.contender];
    console.log(
      JSON.stringify({
        kind: 'block',
        steps: Math.ceil(message.milliseconds),
        wallMs,
        cpuMs: wallMs / 2,
        memoryBytes: 5,
      }),
    );
  }
}
