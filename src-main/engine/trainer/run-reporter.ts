import type { RunEventBody } from '#contract/events';

/** Where the trainer says what happens. The worker writes it to the events file; tests collect it. */
export interface RunReporter {
  report(event: RunEventBody): void;
}
