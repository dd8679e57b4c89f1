import type { Migration } from './migration';

/** What a person has not saved yet, registered data sources with what checking them gave, and trashed configurations. */
export const draftsSourcesTrash: Migration = {
  version: 2,
  title: 'drafts, sources, trash',
  apply(database) {
    database.exec(`
      CREATE TABLE drafts (
        path TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        cursor_line INTEGER NOT NULL,
        cursor_column INTEGER NOT NULL,
        saved_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE sources (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        added_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE source_checks (
        path TEXT PRIMARY KEY,
        stamp TEXT NOT NULL,
        output TEXT NOT NULL,
        checked_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE trash (
        token TEXT PRIMARY KEY,
        original_path TEXT NOT NULL,
        stored_path TEXT NOT NULL,
        trashed_at INTEGER NOT NULL
      ) WITHOUT ROWID;
    `);
  },
};
