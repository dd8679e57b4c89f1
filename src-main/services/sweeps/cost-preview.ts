import { WorkbenchError } from '#contract/errors/workbench-error';
import type { InspectOutput } from '#contract/jobs';
import type { CostPreview, Parameters } from '#contract/sweeps';
import { StudyHistory } from '../../sweep/history/study-history';
import { totalTrials } from '../../sweep/loop/decide-next';
import { createSampler } from '../../sweep/samplers/registry';
import { cellCount } from '../../sweep/space/grid';
import { toSearchSpace } from '../../sweep/space/search-space';
import { speedSettings } from '../../sweep/speed-settings';
import type { ResolvedSweep } from '../configs/resolve-sweep';

/** Trials whose epochs are looked at for the mean. */
const MOST_LOOKED_AT = 256;
const EXAMPLES = 5;
/** Best, best loss and last: what a finished run keeps. */
const KEPT_CHECKPOINTS = 3;

/** @returns the first trials that a study would run, as long as nothing is known of any result */
function firstTrials({ sweep, direction }: ResolvedSweep, count: number): readonly Parameters[] {
  const sampler = createSampler(sweep.sampler, toSearchSpace(sweep.space));
  const nothing = new StudyHistory(direction);
  return Array.from({ length: count }, (_, number) => sampler.suggest(nothing, number));
}

/** @returns mean over trials of their epochs against the base's; 1 where the space does not vary them */
function epochFactor(trials: readonly Parameters[], baseEpochs: number): number {
  const epochs = trials.flatMap((parameters) =>
    Object.entries(parameters).flatMap(([key, value]) => (key.endsWith('.epochs') ? [Number(value)] : [])),
  );
  if (epochs.length === 0 || baseEpochs <= 0) return 1;
  return epochs.reduce((sum, value) => sum + value, 0) / epochs.length / baseEpochs;
}

/** What one run of the base costs, from its pre-flight; null where there is none. */
export type Measure = () => Promise<InspectOutput>;

/**
 * What a sweep costs: combinations, hours, memory and disk. A trial is a worker's start with reading the data, as long as the
 * measurement itself took, and the steps of its training at the measured pace.
 * @param measure null: nothing is measured
 */
export async function costPreview(resolved: ResolvedSweep, measure: Measure | null): Promise<CostPreview> {
  const { sweep, base } = resolved;
  const trials = totalTrials(resolved);
  const jobs = Math.min(sweep.limits.jobs, Math.max(1, trials));
  const first = firstTrials(resolved, Math.min(trials, MOST_LOOKED_AT));
  const plan = {
    combinations: cellCount(toSearchSpace(sweep.space)),
    trials,
    jobs,
    examples: first.slice(0, EXAMPLES),
    speed: [...speedSettings(base, sweep)],
  };
  const unknown = { hours: null, memoryBytes: null, diskBytes: null };
  if (!measure) return { ...plan, ...unknown, note: 'Nothing was measured: hours, memory and disk are not known.' };
  const startedAt = performance.now();
  const inspected = await measured(measure);
  const startMs = performance.now() - startedAt;
  if (typeof inspected === 'string') return { ...plan, ...unknown, note: inspected };
  const { preflight, estimate } = inspected;
  const memoryBytes = estimate.memoryBytes * jobs;
  if (!preflight) return { ...plan, ...unknown, memoryBytes, note: 'No step could be measured.' };
  const { stepsPerEpoch, epochs, millisecondsPerStep, checkpointBytes } = preflight;
  const runMs = stepsPerEpoch * epochs * epochFactor(first, epochs) * millisecondsPerStep;
  const limit = sweep.limits.hours ?? Number.POSITIVE_INFINITY;
  return {
    ...plan,
    hours: Math.min(limit, ((startMs + runMs) * trials) / jobs / 3_600_000),
    memoryBytes,
    diskBytes: checkpointBytes * KEPT_CHECKPOINTS * trials,
    note: 'From one measured start and step of the base experiment: evaluating and waiting come on top.',
  };
}

/** @returns the pre-flight, or why there is none: a preview must not fail because a family cannot be measured */
async function measured(measure: Measure): Promise<InspectOutput | string> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof WorkbenchError) return `No step could be measured: ${error.message}`;
    throw error;
  }
}
