import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../src-main/store/store';
import { exampleRunConfig } from '../support/workspace-run-config';

/** What the suite needs to know of a repository: how to write a row, and how to see all of them. */
export interface RepositoryUnderTest {
  readonly name: string;
  /** Writes the n-th row of a run; the same n is the same row. */
  readonly write: (store: Store, run: number, n: number) => void;
  /** What a reader sees, as plain values. */
  readonly read: (store: Store, run: number) => unknown;
  /** Rows that belong to a run go with it. */
  readonly belongsToRun: boolean;
}

/** Facts that hold for every repository. */
export function describeRepository({ name, write, read, belongsToRun }: RepositoryUnderTest): void {
  describe(`repository of ${name}`, () => {
    let store: Store;
    let run: number;
    beforeEach(() => {
      store = Store.open(':memory:');
      run = store.runs.insert({ config: exampleRunConfig(1), groupKey: 'g', status: 'running', supervisor: null });
      store.attempts.add(run, 1);
    });
    afterEach(() => store.close());

    it('gives back what was written, in the order of writing', () => {
      const empty = JSON.stringify(read(store, run));
      write(store, run, 1);
      const one = JSON.stringify(read(store, run));
      write(store, run, 2);
      expect(new Set([empty, one, JSON.stringify(read(store, run))]).size).toBe(3);
    });

    it('leaves nothing of a transaction that fails', () => {
      write(store, run, 1);
      const before = read(store, run);
      const failing = (): void =>
        store.transaction(() => {
          write(store, run, 2);
          throw new Error('after the write');
        });
      expect(failing).toThrow('after the write');
      expect(read(store, run)).toEqual(before);
    });

    // Repositories of a whole workspace have no rows of runs: nothing to say of them here.
    if (!belongsToRun) return;
    it('keeps the rows of runs apart, and loses them with their run', () => {
      const other = store.runs.insert({
        config: exampleRunConfig(2),
        groupKey: 'g',
        status: 'running',
        supervisor: null,
      });
      store.attempts.add(other, 1);
      const empty = read(store, run);
      write(store, other, 1);
      expect(read(store, run)).toEqual(empty);
      store.database.prepare('DELETE FROM runs WHERE key = ?').run(other);
      expect(read(store, other)).toEqual(empty);
    });
  });
}
