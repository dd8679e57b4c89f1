import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { WorkspaceNewerError } from '#contract/errors/workspace-errors';
import { MIGRATIONS } from './migrations';
import type { Migration } from './migrations/migration';

const versionOf = (database: Database): number => database.pragma('user_version', { simple: true }) as number;

/** @returns where the copy of a database of that version lies before it is upgraded */
export const backupPath = (databasePath: string, version: number): string => `${databasePath}.v${version}.backup`;

/**
 * Brings a database to the newest layout. A database with content is copied first: an older Assay can go back to that copy.
 * All steps are one transaction, so that a kill in the middle leaves the old layout.
 * @returns the versions that were applied
 * @throws WorkspaceNewerError when the file is of a later version; nothing is written then
 */
export function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): readonly number[] {
  const from = versionOf(database);
  const newest = migrations.at(-1)!.version;
  if (from > newest) throw new WorkspaceNewerError(database.name, from, newest);
  if (from === newest) return [];
  if (from > 0 && !database.memory) copyTo(database, backupPath(database.name, from));
  return database.transaction(() => applyMissing(database, migrations)).immediate();
}

// The version is read again inside the transaction: a second process may have upgraded while this one waited.
function applyMissing(database: Database, migrations: readonly Migration[]): readonly number[] {
  const from = versionOf(database);
  const missing = migrations.filter(({ version }) => version > from);
  for (const migration of missing) {
    migration.apply(database);
    database.pragma(`user_version = ${migration.version}`);
  }
  return missing.map(({ version }) => version);
}

// VACUUM INTO writes a consistent copy even while the write-ahead log holds pages; it refuses to overwrite.
function copyTo(database: Database, target: string): void {
  if (existsSync(target)) rmSync(target);
  database.prepare('VACUUM INTO ?').run(target);
}
