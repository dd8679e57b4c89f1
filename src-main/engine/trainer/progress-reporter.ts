import { toNumberOrWord } from '#contract/metrics';
import type { Split } from '#contract/ids';
import type { RunReporter } from './run-reporter';

const RESOURCE_INTERVAL_MS = 1000;

/** Values of one split for an event; non-finite ones as words. */
export const eventValues = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toNumberOrWord(value)]));

/** Says what the loop does: one value a step, the metrics of an epoch, resources at most once a second. */
export class ProgressReporter {
  private samples = 0;
  private since = performance.now();

  constructor(private readonly reporter: RunReporter) {}

  /** @param step from 1; @param epoch the epoch that is being trained, from 1 */
  step(loss: number, samples: number, step: number, epoch: number): void {
    this.reporter.report({ kind: 'metrics', split: 'train', step, epoch, values: { step_loss: toNumberOrWord(loss) } });
    this.samples += samples;
    const now = performance.now();
    if (now - this.since >= RESOURCE_INTERVAL_MS) this.resources(now);
  }

  epoch(split: Split, values: Readonly<Record<string, number>>, step: number, epoch: number): void {
    this.reporter.report({ kind: 'metrics', split, step, epoch, values: eventValues(values) });
  }

  /** Restarts the measurement of speed, after a pause. */
  restart(): void {
    this.samples = 0;
    this.since = performance.now();
  }

  private resources(now: number): void {
    const samplesPerSecond = (this.samples / (now - this.since)) * 1000;
    this.reporter.report({ kind: 'resources', memoryBytes: process.memoryUsage.rss(), samplesPerSecond });
    this.samples = 0;
    this.since = now;
  }
}
