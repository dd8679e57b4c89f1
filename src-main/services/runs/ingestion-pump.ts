import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { ingestStep } from '../../store/ingestion/ingest-attempt';
import type { RunKey } from '../../store/repositories/run-record';
import type { Store } from '../../store/store';
import type { Topics } from '../workbench';
import type { RunChanges } from './run-changes';
import type { RunFolders } from './run-folders';

export interface PumpParts {
  readonly store: Store;
  readonly folders: RunFolders;
  readonly topics: Topics;
  readonly changes: RunChanges;
}

/** Reads the events of one run's attempts into the database, batch by batch, and tells the window what came. */
export class IngestionPump {
  #work: Promise<void> | null = null;
  #isWanted = false;
  #isClosed = false;

  constructor(
    private readonly parts: PumpParts,
    private readonly runId: string,
    private readonly run: RunKey,
    private readonly attempt: number,
  ) {}

  /** There may be more to read. */
  wake(): void {
    this.#isWanted = true;
    this.#work ??= this.#readAll().finally(() => (this.#work = null));
    // What goes wrong is met by `drain`, which reads again and lets it through.
    this.#work.catch(() => {});
  }

  /** Reads everything that is complete, of every attempt up to this one. */
  async drain(): Promise<void> {
    await this.#work?.catch(() => {});
    for (let attempt = 1; attempt <= this.attempt; attempt += 1) await this.#read(attempt);
  }

  /** Ends after the batch that is being read. */
  close(): void {
    this.#isClosed = true;
  }

  async #readAll(): Promise<void> {
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false;
      await this.#read(this.attempt);
    }
  }

  async #read(attempt: number): Promise<void> {
    const { store, folders, topics, changes } = this.parts;
    while (!this.#isClosed) {
      const { batch, hasMore } = ingestStep(store, this.run, attempt, folders.eventsFile(this.runId, attempt));
      if (!batch.isEmpty)
        topics.publish('run:events', {
          runId: this.runId,
          points: batch.points(),
          log: batch.log,
          detailChanged: batch.detailChanged,
        });
      changes.poke();
      if (!hasMore) return;
      await yieldToOthers();
    }
  }
}
