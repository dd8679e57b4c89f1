import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunEventBody } from '#contract/events';
import { ingestAll } from '../../src-main/store/ingestion/ingest-attempt';
import { Store } from '../../src-main/store/store';
import { asLines, numbered } from './workspace-events';
import { exampleRunConfig, exampleRunId } from './workspace-run-config';

/** A store with one run and a folder for its events files. */
export interface StoreFixture {
  readonly store: Store;
  readonly run: number;
  readonly runId: string;
  readonly folder: string;
  eventsFile(attempt: number): string;
  /** Writes an attempt's whole file. */
  write(attempt: number, text: string): void;
  /** Writes events as the attempt's file and ingests it. */
  ingest(attempt: number, bodies: readonly RunEventBody[]): void;
  remove(): void;
}

/** @param databaseName `:memory:` or a file name inside the fixture's folder */
export function createStoreFixture(databaseName = ':memory:'): StoreFixture {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-store-'));
  const store = Store.open(databaseName === ':memory:' ? databaseName : path.join(folder, databaseName));
  const run = store.runs.insert({
    config: exampleRunConfig(1),
    groupKey: 'group',
    status: 'running',
    supervisor: null,
  });
  const eventsFile = (attempt: number): string => path.join(folder, `attempt-${attempt}.jsonl`);
  const write = (attempt: number, text: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(eventsFile(attempt), text);
  };
  return {
    store,
    run,
    runId: exampleRunId(1),
    folder,
    eventsFile,
    write,
    ingest(attempt, bodies) {
      write(attempt, asLines(numbered(bodies)));
      ingestAll(store, run, attempt, eventsFile(attempt));
    },
    remove() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
