import type { Database } from 'better-sqlite3';
import { checkSourceOutputSchema, type CheckSourceOutput } from '#contract/jobs';

/** A data source that a person registered. */
export interface SourceRecord {
  readonly name: string;
  readonly kind: string;
  /** Absolute, or relative to the workspace. */
  readonly path: string;
  readonly addedAt: number;
}

/** What checking a path gave, valid while its files have the same sizes and times. */
export interface SourceCheck {
  readonly path: string;
  readonly stamp: string;
  readonly output: CheckSourceOutput;
  readonly checkedAt: number;
}

/** Registered sources, and the answers of checks for any path. */
export class SourceRepository {
  constructor(private readonly database: Database) {}

  save(source: SourceRecord): void {
    this.database
      .prepare('INSERT OR REPLACE INTO sources (name, kind, path, added_at) VALUES (@name, @kind, @path, @addedAt)')
      .run(source);
  }

  find(name: string): SourceRecord | null {
    return (
      (this.database.prepare('SELECT name, kind, path, added_at AS addedAt FROM sources WHERE name = ?').get(name) as
        SourceRecord | undefined) ?? null
    );
  }

  list(): readonly SourceRecord[] {
    return this.database
      .prepare('SELECT name, kind, path, added_at AS addedAt FROM sources ORDER BY name')
      .all() as SourceRecord[];
  }

  saveCheck(check: SourceCheck): void {
    this.database
      .prepare('INSERT OR REPLACE INTO source_checks (path, stamp, output, checked_at) VALUES (?, ?, ?, ?)')
      .run(check.path, check.stamp, JSON.stringify(check.output), check.checkedAt);
  }

  /** @returns the check of these very files, or null */
  findCheck(path: string, stamp: string): SourceCheck | null {
    const row = this.database
      .prepare('SELECT path, stamp, output, checked_at AS checkedAt FROM source_checks WHERE path = ? AND stamp = ?')
      .get(path, stamp) as (Omit<SourceCheck, 'output'> & { output: string }) | undefined;
    return row ? { ...row, output: checkSourceOutputSchema.parse(JSON.parse(row.output)) } : null;
  }
}
