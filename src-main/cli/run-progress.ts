import type { TopicPayload } from '#contract/channels';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import type { Topics } from '../services/workbench';
import { bar, bytes, duration, fixed } from './format';
import type { Output } from './output';

/** Time left, from the share of steps done in the training time so far; null before there is one to go by. */
export function timeLeftMs(run: Pick<RunSummary, 'step' | 'totalSteps' | 'durationMs'>): number | null {
  if (run.step === 0 || run.totalSteps === 0 || run.durationMs === 0) return null;
  return (run.durationMs / run.step) * (run.totalSteps - run.step);
}

/** One run as one line: name, seed, epoch, bar, best value, speed, memory, time left. */
export function progressLine(run: RunSummary): string {
  const left = timeLeftMs(run);
  return [
    `${run.name}, seed ${run.seed}`,
    run.totalEpochs > 0 ? `epoch ${run.epoch} of ${run.totalEpochs}` : run.status,
    run.totalSteps > 0 ? bar(run.step / run.totalSteps) : '',
    run.best ? `${metricDescriptor(run.best.metric).label} ${fixed(run.best.value, 4)}` : '',
    run.samplesPerSecond === null ? '' : `${fixed(run.samplesPerSecond, 0)} samples/s`,
    run.memoryBytes === null ? '' : bytes(run.memoryBytes),
    left === null ? '' : `${duration(left)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * Shows runs while they train: one live line on a terminal, a line an epoch elsewhere; warnings and errors of the log as they come.
 * @returns a function that ends it
 */
export function showProgress(output: Output, topics: Topics, runIds: readonly string[]): () => void {
  const epochs = new Map<string, number>();
  const onRows = ({ rows }: TopicPayload<'runs:changed'>): void => {
    for (const run of rows.filter((row) => runIds.includes(row.runId))) {
      const isNewEpoch = run.epoch > (epochs.get(run.runId) ?? 0);
      if (isNewEpoch) epochs.set(run.runId, run.epoch);
      output.progress(progressLine(run), isNewEpoch);
    }
  };
  const onEvents = ({ runId, log }: TopicPayload<'run:events'>): void => {
    if (!runIds.includes(runId)) return;
    for (const line of log) if (line.level === 'warning' || line.level === 'error') output.note(line.message);
  };
  const endRows = topics.subscribe('runs:changed', onRows);
  const endEvents = topics.subscribe('run:events', onEvents);
  return () => {
    endRows();
    endEvents();
    output.endProgress();
  };
}
