import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { z } from 'zod';
import { BenchContenderError } from '#contract/errors/bench-errors';
import { JobCancelledError } from '#contract/errors/workspace-errors';
import type { Trial } from '#contract/sweeps';
import type { RunCommand } from '../../executors/peer-environment/run-command';
import { quantile } from '../../statistics/quantile';
import { StudyHistory } from '../../sweep/history/study-history';
import { createSampler } from '../../sweep/samplers/registry';
import { toSearchSpace } from '../../sweep/space/search-space';
import type { SweepBenchOutput, SweepBenchValues } from '../workbench';
import { SWEEP_PROBLEMS, type SweepProblem } from './sweep-problems';

export interface SweepBenchParts {
  /** Python with Optuna, and the script; null: ours alone. */
  readonly peer: { readonly python: string; readonly script: string } | null;
  readonly onProgress: (sentence: string) => void;
  readonly run: RunCommand;
  readonly signal?: AbortSignal;
}

const SEEDS = 20;

/** What a study came to, and the time a trial took to be chosen. */
interface StudyResult {
  readonly best: number;
  readonly msPerTrial: number;
}

const peerLineSchema = z.object({
  problem: z.string(),
  best: z.number(),
  msPerTrial: z.number(),
  version: z.string(),
});
type PeerLine = z.infer<typeof peerLineSchema>;

const BARE_TRIAL: Omit<Trial, 'number' | 'state' | 'parameters' | 'objective' | 'askedAfter' | 'endedAs'> = {
  runId: null,
  previousRunIds: [],
  metrics: {},
  steps: [],
  error: null,
  masked: null,
  diagnostics: [],
  askedAt: null,
  startedAt: null,
  endedAt: null,
  queueMs: 0,
  durationMs: 0,
};

/** One study of a problem with TPE as a sweep file without keys gets it. */
function runStudyOf({ space, trials, evaluate }: SweepProblem, seed: number): StudyResult {
  const sampler = createSampler({ kind: 'tpe', seed, startup_trials: 10, candidates: 24 }, toSearchSpace(space));
  const history = new StudyHistory('minimize');
  let best = Number.POSITIVE_INFINITY;
  const start = performance.now();
  for (let number = 0; number < trials; number += 1) {
    const parameters = sampler.suggest(history, number);
    const objective = evaluate(parameters);
    best = Math.min(best, objective);
    const trial = { ...BARE_TRIAL, number, parameters, askedAfter: number };
    history.put({ ...trial, state: 'done', objective, endedAs: number + 1 });
  }
  return { best, msPerTrial: (performance.now() - start) / trials };
}

async function ours({ onProgress, signal }: SweepBenchParts, problem: SweepProblem): Promise<readonly StudyResult[]> {
  onProgress(`${problem.name}: ${SEEDS} studies of ${problem.trials} trials`);
  const results: StudyResult[] = [];
  for (let seed = 0; seed < SEEDS && !signal?.aborted; seed += 1) {
    results.push(runStudyOf(problem, seed));
    await yieldToOthers();
  }
  if (signal?.aborted) throw new JobCancelledError('bench');
  return results;
}

/** @throws BenchContenderError */
async function peers({ peer, onProgress, run, signal }: SweepBenchParts): Promise<readonly PeerLine[]> {
  if (!peer) return [];
  onProgress('The same studies with Optuna, which takes some minutes');
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-sweep-'));
  try {
    const request = path.join(folder, 'request.json');
    const problems = SWEEP_PROBLEMS.map(({ name, trials, space }) => ({ name, trials, space }));
    writeFileSync(request, JSON.stringify({ problems, seeds: SEEDS }));
    const { code, output } = await run(peer.python, [peer.script, request], signal);
    if (code !== 0) throw new BenchContenderError('Optuna', output.trim().slice(-600));
    const lines = output.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => peerLineSchema.parse(JSON.parse(line)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function valuesOf(results: readonly StudyResult[]): SweepBenchValues {
  const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
  const bests = sorted(results.map(({ best }) => best));
  return {
    median: quantile(bests, 0.5),
    lowerQuartile: quantile(bests, 0.25),
    upperQuartile: quantile(bests, 0.75),
    msPerTrial: quantile(sorted(results.map(({ msPerTrial }) => msPerTrial)), 0.5),
  };
}

/** Runs every problem with equal numbers of trials and {@link SEEDS} seeds. @throws BenchContenderError, JobCancelledError */
export async function benchSamplers(parts: SweepBenchParts): Promise<SweepBenchOutput> {
  const lines = await peers(parts);
  const rows: SweepBenchOutput['rows'][number][] = [];
  for (const problem of SWEEP_PROBLEMS) {
    const values = valuesOf(await ours(parts, problem));
    const own = lines.filter((line) => line.problem === problem.name);
    const peer = own.length > 0 ? valuesOf(own) : null;
    const isNoWorse = peer && values.median <= peer.median;
    rows.push({ name: problem.name, trials: problem.trials, ours: values, peer, isNoWorse });
  }
  return { seeds: SEEDS, peerVersion: lines[0]?.version ?? null, rows };
}
