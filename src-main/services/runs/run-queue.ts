/** What a queue asks of the runs in it. */
export interface QueuedWork {
  /** How many workers may train at once; asked each time, since it is a setting. */
  readonly places: () => number;
  /** @returns those of the waiting runs that are trained in the same worker as another one, which takes one place */
  readonly beside: (runId: string, waiting: readonly string[]) => readonly string[];
  /** Starts runs in one worker; null when there is nothing to start any more. */
  readonly start: (runIds: readonly string[]) => Promise<void> | null;
}

/** Runs that wait for a place, first come, first served. */
export class RunQueue {
  readonly #waiting: string[] = [];
  #running = 0;
  #isClosed = false;

  constructor(private readonly work: QueuedWork) {}

  get waiting(): readonly string[] {
    return this.#waiting;
  }

  /** Runs that come together may be started together. */
  enqueue(...runIds: readonly string[]): void {
    this.#waiting.push(...runIds.filter((runId) => !this.#waiting.includes(runId)));
    this.fill();
  }

  /** Counts a run that was not started from the queue (one that was taken over) until it ends. */
  occupy(ended: Promise<void>): void {
    this.#running += 1;
    const release = (): void => {
      this.#running -= 1;
      this.fill();
    };
    ended.then(release, release);
  }

  /** @returns false when the run does not wait here */
  remove(runId: string): boolean {
    const index = this.#waiting.indexOf(runId);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }

  /** Starts what there are places for. */
  fill(): void {
    while (!this.#isClosed && this.#running < this.work.places() && this.#waiting.length > 0) {
      const first = this.#waiting.shift()!;
      const others = this.work.beside(first, this.#waiting);
      for (const runId of others) this.remove(runId);
      const ended = this.work.start([first, ...others]);
      if (ended) this.occupy(ended);
    }
  }

  close(): void {
    this.#isClosed = true;
  }
}
