import type { Database } from 'better-sqlite3';

/** What was typed into a configuration and not saved. Lines and columns from 1. */
export interface Draft {
  readonly path: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly savedAt: number;
}

const SELECT = 'SELECT path, text, cursor_line AS line, cursor_column AS "column", saved_at AS savedAt FROM drafts';

/** Drafts by path: they survive a kill of the program. */
export class DraftRepository {
  constructor(private readonly database: Database) {}

  save(draft: Draft): void {
    this.database
      .prepare(
        'INSERT OR REPLACE INTO drafts (path, text, cursor_line, cursor_column, saved_at) VALUES (@path, @text, @line, @column, @savedAt)',
      )
      .run(draft);
  }

  find(path: string): Draft | null {
    return (this.database.prepare(`${SELECT} WHERE path = ?`).get(path) as Draft | undefined) ?? null;
  }

  remove(path: string): void {
    this.database.prepare('DELETE FROM drafts WHERE path = ?').run(path);
  }

  paths(): readonly string[] {
    return (this.database.prepare('SELECT path FROM drafts').all() as { path: string }[]).map(({ path }) => path);
  }
}
