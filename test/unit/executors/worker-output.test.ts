import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nodeWorkerLauncher } from '../../../src-main/executors/node-worker-launcher';

it('keeps what a worker of several runs prints under each of its attempts', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-test-'));
  const script = path.join(folder, 'worker.mjs');
  writeFileSync(script, "console.log('printed');");
  const args = ['a', 'b'].flatMap((run) => ['--run', path.join(folder, run), '--attempt', '1', '--token', 't']);
  await nodeWorkerLauncher(script)(args, () => {}, {}).exited;
  const output = (run: string) => path.join(folder, run, 'attempts', '1', 'output.log');
  expect([existsSync(output('a')), readFileSync(output('b'), 'utf8')]).toEqual([true, 'printed\n']);
  rmSync(folder, { recursive: true });
});
