import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';

/*
 * From the start of the command to the first training step, and the memory of the worker, through the built command line
 * (`npm run build` first). The first round fills the caches; the others are warm.
 *
 *   ASSAY_DATA=<folder with nba-box-scores> node test/bench/run.mjs first-step [path=value ...]
 */
const ROUNDS = 5;
const workspace = mkdtempSync(path.join(tmpdir(), 'assay-first-step-'));
const overrides = process.argv.slice(2).flatMap((override) => ['--set', override]);
const command = ['out/main/cli.js', 'run', 'config/experiments/deep-set-ranker.yaml', '--set', 'model_a.epochs=2'];

interface RunDocument {
  readonly runs: readonly {
    readonly runId: string;
    readonly peakMemoryBytes: number;
    readonly engine: { readonly choice: string };
  }[];
}

for (let round = 1; round <= ROUNDS; round++) {
  const start = Date.now();
  const { stdout } = spawnSync(process.execPath, [...command, ...overrides, '--workspace', workspace, '--json'], {
    encoding: 'utf8',
  });
  const { runId, peakMemoryBytes, engine } = (JSON.parse(stdout) as RunDocument).runs[0]!;
  const events = readFileSync(path.join(workspace, 'runs', runId, 'attempts/1/events.jsonl'), 'utf8').split('\n');
  const first = events.find((line) => line.includes('"kind":"metrics"'))!;
  const { time } = JSON.parse(first) as { readonly time: number };
  const kind = round === 1 ? 'cold' : 'warm';
  console.log(
    `${kind}: ${time - start} ms to the first step, worker ${Math.round(peakMemoryBytes / 1e6)} MB, ${engine.choice}`,
  );
}
console.log(`load ${loadavg()[0]!.toFixed(1)}`);
rmSync(workspace, { recursive: true });
