import type { Migration } from './migration';

/** Steps of pipelines, one row a step and attempt. */
export const runSteps: Migration = {
  version: 5,
  title: 'steps of pipelines',
  apply(database) {
    database.exec(`
      CREATE TABLE run_steps (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        name TEXT NOT NULL,
        seq INTEGER NOT NULL,
        started_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        exit_code INTEGER,
        duration_ms REAL,
        cached INTEGER NOT NULL,
        PRIMARY KEY (run, attempt, name)
      ) WITHOUT ROWID;
    `);
  },
};
