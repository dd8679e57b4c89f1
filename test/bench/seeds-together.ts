import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';

/*
 * `assay run` with several seeds, a worker for each against one worker for all (`engine.batch_seeds`), in turns: processor time
 * of the command with its workers, and memory of a worker. Build first; Linux only (/proc tells what children used).
 *
 *   node scripts/build.mjs
 *   node test/bench/run.mjs seeds-together WORKSPACE [EXPERIMENT] [SEEDS] [ROUNDS] [path=value ...]
 */
const [workspace, experiment = 'config/experiments/sample.yaml', seeds = '1,2,3', rounds = '5', ...overrides] =
  process.argv.slice(2);
const WAYS = [false, true] as const;
/** Of /proc, on every Linux. */
const TICKS_A_SECOND = 100;

/** Seconds that ended children of this process used, user and system, with their own children. */
function childSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND;
}

interface Round {
  readonly seconds: number;
  /** Of each worker, added up: what they would need side by side. */
  readonly megabytes: number;
  readonly values: string;
}

function runOnce(isTogether: boolean): Round {
  const before = childSeconds();
  const sets = [`engine.batch_seeds=${isTogether}`, ...overrides].flatMap((set) => ['--set', set]);
  const args = ['out/main/cli.js', 'run', experiment, '--seeds', seeds, '--workspace', workspace!, '--json', ...sets];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  const seconds = childSeconds() - before;
  const { runs } = JSON.parse(stdout) as { readonly runs: readonly { readonly runId: string }[] };
  const results = runs.map(
    ({ runId }) =>
      JSON.parse(readFileSync(path.join(workspace!, 'runs', runId, 'result.json'), 'utf8')) as {
        readonly peakMemoryBytes: number;
        readonly metrics: unknown;
      },
  );
  const peaks = results.map(({ peakMemoryBytes }) => peakMemoryBytes / 2 ** 20);
  const megabytes = isTogether ? Math.max(...peaks) : peaks.reduce((sum, peak) => sum + peak, 0);
  return { seconds, megabytes, values: JSON.stringify(results.map(({ metrics }) => metrics)) };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

// The first run of each reads the data and compiles for those that follow.
const first = WAYS.map(runOnce);
console.log(first[0]!.values === first[1]!.values ? 'the same metrics to the last digit' : 'OTHER METRICS');
const measured = WAYS.map((): Round[] => []);
for (let round = 0; round < Number(rounds); round++)
  for (const [index, isTogether] of WAYS.entries()) measured[index]!.push(runOnce(isTogether));
const [apart, together] = measured.map((entries) => ({
  seconds: entries.map(({ seconds }) => seconds),
  megabytes: median(entries.map(({ megabytes }) => megabytes)),
}));
for (const [name, { seconds, megabytes }] of [
  ['a worker a seed', apart!],
  ['one worker', together!],
] as const)
  console.log(
    `${name.padEnd(16)} cpu ${Math.min(...seconds).toFixed(2)} / ${median(seconds).toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
  );
const ratio = (of: (values: readonly number[]) => number): string =>
  (of(together!.seconds) / of(apart!.seconds)).toFixed(2);
console.log(
  `ratio ${ratio((values) => Math.min(...values))} / ${ratio(median)} (least / median of ${rounds} rounds), load ${loadavg()[0]!.toFixed(1)}`,
);
