import type { Store } from '../../store/store';
import type { Topics } from '../workbench';

/** At most ten times a second: faster than anybody reads, slow enough for a table of thousands. */
const LEAST_INTERVAL_MS = 100;
/** How often we look whether another process has written. */
const POLL_INTERVAL_MS = 500;

/** Publishes `runs:changed` for what this process writes to runs, and for what others do. */
export class RunChanges {
  readonly #listeners = new Set<() => void>();
  #revision: number;
  #dataVersion: number;
  #lastPublished = 0;
  #pending: NodeJS.Timeout | null = null;
  #isClosed = false;
  readonly #poll: NodeJS.Timeout;

  constructor(
    private readonly store: Store,
    private readonly topics: Topics,
  ) {
    this.#revision = store.runs.latestRevision();
    this.#dataVersion = store.dataVersion();
    this.#poll = setInterval(() => this.#lookForOthers(), POLL_INTERVAL_MS);
    this.#poll.unref();
  }

  /** Something was written here; it is published now, or when the interval is over. */
  poke(): void {
    if (this.#pending || this.#isClosed) return;
    const wait = this.#lastPublished + LEAST_INTERVAL_MS - performance.now();
    if (wait <= 0) this.#publish();
    else this.#pending = setTimeout(() => this.#publish(), wait);
  }

  /** Calls after each publication. @returns a function that ends it */
  onPublished(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#poll);
    if (this.#pending) clearTimeout(this.#pending);
    this.#listeners.clear();
  }

  #lookForOthers(): void {
    const version = this.store.dataVersion();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.poke();
  }

  #publish(): void {
    this.#pending = null;
    this.#lastPublished = performance.now();
    const changed = this.store.runs.changedSince(this.#revision);
    this.#revision = changed.at(-1)?.revision ?? this.#revision;
    if (changed.length > 0) this.topics.publish('runs:changed', { rows: [...this.store.runs.summaries(changed)] });
    for (const listener of [...this.#listeners]) listener();
  }
}
