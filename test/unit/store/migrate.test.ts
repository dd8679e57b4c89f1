import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupPath, migrate } from '../../../src-main/store/migrate';
import { DATABASE_VERSION, MIGRATIONS } from '../../../src-main/store/migrations';
import { openDatabase } from '../../../src-main/store/open-database';
import { Store } from '../../../src-main/store/store';
import { exampleRunConfig, exampleRunId } from '../../support/workspace-run-config';

describe('a workspace database', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'assay-migrate-'));
    file = path.join(folder, 'assay.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A database as the version of that many migrations made it, with one run. */
  function createOld(version: number): void {
    const database = new BetterSqlite3(file);
    migrate(
      database,
      MIGRATIONS.filter((migration) => migration.version <= version),
    );
    const config = JSON.stringify(exampleRunConfig(1));
    database
      .prepare(
        "INSERT INTO runs (key, id, name, family, seed, status, group_key, created_at, revision) VALUES (1, ?, 'Old', 'deep-set-ranker', 42, 'done', 'g', 5, 1)",
      )
      .run(exampleRunId(1));
    database.prepare('INSERT INTO run_documents (run, run_config) VALUES (1, ?)').run(config);
    database.close();
  }

  it('has migrations numbered from 1 upwards, each number once', () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect([versions[0], versions.at(-1)]).toEqual([1, DATABASE_VERSION]);
  });

  it.each(MIGRATIONS.slice(0, -1).map(({ version }) => version))(
    'of version %i opens with its runs, and a copy of the old file stays',
    (version) => {
      createOld(version);
      const store = Store.open(file);
      expect(store.runs.summary(exampleRunId(1)).name).toBe('Old');
      expect(store.database.pragma('user_version', { simple: true })).toBe(DATABASE_VERSION);
      store.close();

      const backup = new BetterSqlite3(backupPath(file, version), { readonly: true });
      expect(backup.pragma('user_version', { simple: true })).toBe(version);
      expect(backup.prepare('SELECT name FROM runs').get()).toEqual({ name: 'Old' });
      backup.close();
    },
  );

  it('keeps the old layout whole when a migration fails', () => {
    createOld(1);
    const database = new BetterSqlite3(file);
    const failing = {
      version: 2,
      title: 'fails',
      apply: () => database.exec('CREATE TABLE half (a); SELECT missing FROM runs;'),
    };
    expect(() => migrate(database, [MIGRATIONS[0]!, failing])).toThrow('no such column');
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'half'").get()).toEqual({ n: 0 });
    database.close();
  });

  it('of a newer version is refused and not touched', () => {
    const database = new BetterSqlite3(file);
    database.pragma(`user_version = ${DATABASE_VERSION + 1}`);
    database.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({
        code: 'E-WORKSPACE-NEWER',
        details: expect.objectContaining({ version: DATABASE_VERSION + 1 }) as object,
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('that is no database is refused and not touched', () => {
    writeFileSync(
      file,
      'this is a text, and long enough to be looked at as a header of a database file, which it is not at all',
    );
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-DAMAGED' }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('with torn pages is refused after an unclean end, which leaves the write-ahead log behind', () => {
    createOld(DATABASE_VERSION);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096, 3 * 4096);
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, '');
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-DAMAGED' }));
  });

  it('says that the disk is full when it is, and keeps what was there', () => {
    const store = Store.open(file);
    store.database.pragma('max_page_count = 60');
    const fill = () => {
      for (let n = 1; n < 1000; n += 1)
        store.transaction(() =>
          store.runs.insert({ config: exampleRunConfig(n), groupKey: 'g', status: 'queued', supervisor: null }),
        );
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-DISK-FULL' }));
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.runs.count()).toBeGreaterThan(0);
    store.close();
  });
});
