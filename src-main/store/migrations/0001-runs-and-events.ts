import type { Migration } from './migration';

/**
 * Runs, their attempts, and everything that is ingested from event files.
 *
 * Rows are keyed (run, attempt, seq); metric values (run, series, attempt, seq), which is the same key with the series moved
 * forward so that one curve is one stretch of the tree. `run` is the integer key of the run, not its id: it is in every row.
 * The JSON of a run lies beside its row, in `run_documents`: a row that is short makes filtering 10,000 of them a quick scan.
 * A NaN is stored as NULL, which SQLite makes of it anyway; infinities are stored as they are.
 */
export const runsAndEvents: Migration = {
  version: 1,
  title: 'runs and events',
  apply(database) {
    database.exec(`
      CREATE TABLE runs (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        family TEXT NOT NULL,
        seed INTEGER NOT NULL,
        status TEXT NOT NULL,
        stop_reason TEXT,
        group_key TEXT NOT NULL,
        config_path TEXT,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        epoch INTEGER NOT NULL DEFAULT 0,
        total_epochs INTEGER NOT NULL DEFAULT 0,
        step INTEGER NOT NULL DEFAULT 0,
        total_steps INTEGER NOT NULL DEFAULT 0,
        duration_ms REAL NOT NULL DEFAULT 0,
        samples_per_second REAL,
        memory_bytes REAL,
        diagnostic_count INTEGER NOT NULL DEFAULT 0,
        attempt_count INTEGER NOT NULL DEFAULT 0,
        parent_run_id TEXT,
        trashed_at INTEGER,
        stop_requested INTEGER NOT NULL DEFAULT 0,
        supervisor TEXT,
        revision INTEGER NOT NULL
      );
      CREATE TABLE run_documents (
        run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
        run_config TEXT NOT NULL,
        flat_config TEXT NOT NULL DEFAULT '{}',
        metrics TEXT NOT NULL DEFAULT '{}',
        baselines TEXT NOT NULL DEFAULT '{}',
        engine TEXT NOT NULL DEFAULT 'null',
        error TEXT NOT NULL DEFAULT 'null',
        result TEXT NOT NULL DEFAULT 'null',
        best TEXT NOT NULL DEFAULT 'null',
        parameters TEXT NOT NULL DEFAULT 'null',
        phase TEXT NOT NULL DEFAULT 'null',
        monitor TEXT NOT NULL DEFAULT 'null',
        sparkline TEXT NOT NULL DEFAULT '{"series":null,"points":[]}'
      );
      CREATE INDEX runs_by_revision ON runs (revision);
      CREATE INDEX runs_by_status ON runs (status);
      CREATE INDEX runs_by_group ON runs (group_key);

      CREATE TABLE attempts (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        pid INTEGER,
        started_at INTEGER,
        ended_at INTEGER,
        exit_code INTEGER,
        resumed_from_step INTEGER,
        superseded_after INTEGER,
        byte_offset INTEGER NOT NULL DEFAULT 0,
        line_count INTEGER NOT NULL DEFAULT 0,
        last_seq INTEGER NOT NULL DEFAULT -1,
        last_time INTEGER,
        paused_since INTEGER,
        paused_ms INTEGER NOT NULL DEFAULT 0,
        ending TEXT,
        PRIMARY KEY (run, attempt)
      ) WITHOUT ROWID;

      CREATE TABLE series (
        id INTEGER PRIMARY KEY,
        split TEXT NOT NULL,
        metric TEXT NOT NULL,
        UNIQUE (split, metric)
      );
      CREATE TABLE metric_values (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        series INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        step INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        value REAL,
        PRIMARY KEY (run, series, attempt, seq)
      ) WITHOUT ROWID;
      CREATE TABLE run_metrics (
        series INTEGER NOT NULL,
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        value REAL,
        PRIMARY KEY (series, run)
      ) WITHOUT ROWID;

      CREATE TABLE config_keys (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
      CREATE TABLE config_values (
        key INTEGER NOT NULL,
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        text TEXT NOT NULL,
        number REAL,
        PRIMARY KEY (key, run)
      ) WITHOUT ROWID;

      CREATE TABLE logs (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        time INTEGER NOT NULL,
        level TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (run, attempt, seq)
      ) WITHOUT ROWID;
      CREATE TABLE diagnostics (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        step INTEGER,
        diagnostic TEXT NOT NULL,
        PRIMARY KEY (run, attempt, seq)
      ) WITHOUT ROWID;
      CREATE TABLE checkpoints (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        folder TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        step INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        roles TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        metrics TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        PRIMARY KEY (run, folder)
      ) WITHOUT ROWID;
      CREATE TABLE snapshots (
        run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        step INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (run, name, attempt, seq)
      ) WITHOUT ROWID;
    `);
  },
};
