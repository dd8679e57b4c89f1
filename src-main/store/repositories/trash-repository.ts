import type { Database } from 'better-sqlite3';

/** A configuration in the trash. Paths are relative to the workspace. */
export interface TrashEntry {
  readonly token: string;
  readonly originalPath: string;
  readonly storedPath: string;
  readonly trashedAt: number;
}

const SELECT =
  'SELECT token, original_path AS originalPath, stored_path AS storedPath, trashed_at AS trashedAt FROM trash';

/** Where trashed configurations came from, by undo token. */
export class TrashRepository {
  constructor(private readonly database: Database) {}

  save(entry: TrashEntry): void {
    this.database
      .prepare(
        'INSERT INTO trash (token, original_path, stored_path, trashed_at) VALUES (@token, @originalPath, @storedPath, @trashedAt)',
      )
      .run(entry);
  }

  find(token: string): TrashEntry | null {
    return (this.database.prepare(`${SELECT} WHERE token = ?`).get(token) as TrashEntry | undefined) ?? null;
  }

  remove(token: string): void {
    this.database.prepare('DELETE FROM trash WHERE token = ?').run(token);
  }
}
