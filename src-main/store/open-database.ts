import { existsSync } from 'node:fs';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import {
  WorkspaceBusyError,
  WorkspaceDamagedError,
  WorkspaceDiskFullError,
  WorkspaceNewerError,
  WorkspaceReadOnlyError,
} from '#contract/errors/workspace-errors';
import { migrate } from './migrate';
import { DATABASE_VERSION } from './migrations';

/** How long a transaction waits for that of another process before it gives up. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the database of a workspace: refuses what a newer version wrote, checks it after an unclean end, upgrades what is older.
 *
 * WAL with synchronous NORMAL: a killed process loses nothing that was committed; a power cut may lose the last commits, which
 * ingestion reads again from the event files, since rows and offset are lost together.
 * @param path file, or `:memory:`
 * @throws WorkspaceNewerError, WorkspaceDamagedError, WorkspaceReadOnlyError, WorkspaceBusyError, WorkspaceDiskFullError
 */
export function openDatabase(path: string): Database {
  const isSuspect = wasLeftOpen(path);
  refuseNewer(path);
  return translated(path, () => {
    const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      if (isSuspect) checkIntegrity(database);
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      migrate(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

// Looked at read-only first: turning on WAL would already change the file of a newer version.
function refuseNewer(path: string): void {
  if (path === ':memory:' || !existsSync(path)) return;
  translated(path, () => {
    const database = new BetterSqlite3(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      const version = database.pragma('user_version', { simple: true }) as number;
      if (version > DATABASE_VERSION) throw new WorkspaceNewerError(path, version, DATABASE_VERSION);
    } finally {
      database.close();
    }
  });
}

// The last connection that closes removes the write-ahead log: where one lies, a process was killed, the power went, or another
// process works there now. A check reads the whole file, so a workspace that was closed well is spared it.
function wasLeftOpen(path: string): boolean {
  return path !== ':memory:' && existsSync(`${path}-wal`);
}

// quick_check skips the comparison of indexes with tables: 10 times faster, and finds torn pages all the same.
function checkIntegrity(database: Database): void {
  const answer = database.pragma('quick_check(1)', { simple: true }) as string;
  if (answer !== 'ok') throw new WorkspaceDamagedError(database.name, answer.replaceAll('\n', ' '));
}

function translated<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw translateSqliteError(path, error);
  }
}

/** @returns the error of ours that says what SQLite met, or the same error when there is none */
export function translateSqliteError(path: string, error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_READONLY') || error.code === 'SQLITE_CANTOPEN' || error.code === 'SQLITE_PERM') {
    return new WorkspaceReadOnlyError(path, error.code, { cause: error });
  }
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
    return new WorkspaceDamagedError(path, error.message, { cause: error });
  if (error.code.startsWith('SQLITE_BUSY')) return new WorkspaceBusyError(path, { cause: error });
  if (error.code === 'SQLITE_FULL') return new WorkspaceDiskFullError(path, { cause: error });
  return error;
}
