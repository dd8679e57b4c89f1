/** Runs that wait for a place, first come, first served. */
export class RunQueue {
  readonly #waiting: string[] = [];
  #running = 0;
  #isClosed = false;

  /**
   * @param places how many runs may train at once; asked each time, since it is a setting
   * @param start  starts a run; null when there is nothing to start any more
   */
  constructor(
    private readonly places: () => number,
    private readonly start: (runId: string) => Promise<void> | null,
  ) {}

  get waiting(): readonly string[] {
    return this.#waiting;
  }

  enqueue(runId: string): void {
    if (!this.#waiting.includes(runId)) this.#waiting.push(runId);
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
    while (!this.#isClosed && this.#running < this.places() && this.#waiting.length > 0) {
      const ended = this.start(this.#waiting.shift()!);
      if (ended) this.occupy(ended);
    }
  }

  close(): void {
    this.#isClosed = true;
  }
}
