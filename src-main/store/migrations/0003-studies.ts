import type { Migration } from './migration';

/**
 * Studies, their trials, and what the pruner said. Rows are keyed (study, number) and (study, number, step). What the loop
 * never asks SQLite about (parameters, metrics, steps, error) lies in one JSON column of the trial.
 */
export const studies: Migration = {
  version: 3,
  title: 'studies and trials',
  apply(database) {
    database.exec(`
      CREATE TABLE studies (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        definition TEXT NOT NULL,
        progress TEXT NOT NULL,
        supervisor TEXT,
        elapsed_before_ms REAL NOT NULL DEFAULT 0,
        session_started_at INTEGER,
        seen_at INTEGER,
        revision INTEGER NOT NULL
      );
      CREATE INDEX studies_by_revision ON studies (revision);
      CREATE TABLE trials (
        study INTEGER NOT NULL REFERENCES studies (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        run_id TEXT,
        document TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (study, number)
      ) WITHOUT ROWID;
      CREATE INDEX trials_by_run ON trials (run_id) WHERE run_id IS NOT NULL;
      CREATE TABLE trial_reports (
        study INTEGER NOT NULL REFERENCES studies (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        step INTEGER NOT NULL,
        value REAL,
        decision TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (study, number, step)
      ) WITHOUT ROWID;
    `);
  },
};
