// Speaks the protocol of resources/bench/tabular_peers.py: reads the rows' file, answers every seed with made-up numbers.
import { statSync } from 'node:fs';
import { createInterface } from 'node:readline';

let task = null;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (task) {
    const reply = { kind: 'fit', fitMs: 1000 + message.seed, cpuMs: 1, rootMeanSquaredError: 1 };
    process.stdout.write(`${JSON.stringify(reply)}\n`);
    continue;
  }
  task = message;
  const expected = (task.rows + task.testRows) * (task.columns + 1) * 4;
  const isWhole = statSync(task.file).size === expected;
  process.stdout.write(
    `${JSON.stringify(isWhole ? { kind: 'ready', firstStepMs: 1 } : { kind: 'failed', message: 'the file is torn' })}\n`,
  );
}
