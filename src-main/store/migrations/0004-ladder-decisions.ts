import type { Migration } from './migration';

/**
 * What people and rules decided on ladders, and what once proved an item. States of items are not stored: they are computed
 * from runs each time. `ladder_evidence` only lets the board say that evidence is gone; runs are named by id, since the row
 * must outlive the run.
 */
export const ladderDecisions: Migration = {
  version: 4,
  title: 'ladder decisions',
  apply(database) {
    database.exec(`
      CREATE TABLE ladder_decisions (
        ladder TEXT NOT NULL,
        stage TEXT NOT NULL,
        number INTEGER NOT NULL,
        decision TEXT NOT NULL,
        PRIMARY KEY (ladder, stage, number)
      ) WITHOUT ROWID;
      CREATE TABLE ladder_overrules (
        ladder TEXT NOT NULL,
        stage TEXT NOT NULL,
        item TEXT NOT NULL,
        note TEXT NOT NULL,
        overruled_at INTEGER NOT NULL,
        PRIMARY KEY (ladder, stage, item)
      ) WITHOUT ROWID;
      CREATE TABLE ladder_evidence (
        ladder TEXT NOT NULL,
        stage TEXT NOT NULL,
        item TEXT NOT NULL,
        run_id TEXT NOT NULL,
        PRIMARY KEY (ladder, stage, item, run_id)
      ) WITHOUT ROWID;
      CREATE TABLE ladder_records (
        ladder TEXT NOT NULL,
        stage TEXT NOT NULL,
        item TEXT NOT NULL,
        number INTEGER NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (ladder, stage, item, number)
      ) WITHOUT ROWID;
    `);
  },
};
