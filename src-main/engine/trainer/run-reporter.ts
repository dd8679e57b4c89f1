import type { RunEventBody } from '#contract/events';

/** Where the trainer says what happens. The worker writes it to the events file; tests collect it. */
export interface RunReporter {
  /** Cheap: may keep the event in memory for a moment. */
  report(event: RunEventBody): void;
  /**
   * Writes what was kept. Called before a checkpoint appears: a run that continues from it must find every value up to
   * there on the disk.
   */
  flush(): void;
}
