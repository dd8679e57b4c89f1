import type { Database } from 'better-sqlite3';
import { flattenConfig } from '../flatten-config';
import type { RunKey } from './run-record';

/** A configuration value as a query compares it. */
function comparable(json: string): { readonly text: string; readonly number: number | null } {
  const value = JSON.parse(json) as unknown;
  return { text: typeof value === 'string' ? value : json, number: typeof value === 'number' ? value : null };
}

/** Values of the resolved configurations, one row a leaf, so that the runs table filters and sorts by any of them. */
export class ConfigValueRepository {
  constructor(private readonly database: Database) {}

  /** Stores every leaf of a run's configuration; part of the transaction that stores the run. */
  insert(run: RunKey, config: Readonly<Record<string, unknown>>): void {
    const insert = this.database.prepare('INSERT INTO config_values (key, run, text, number) VALUES (?, ?, ?, ?)');
    for (const [path, json] of Object.entries(flattenConfig(config))) {
      const { text, number } = comparable(json);
      insert.run(this.#keyOf(path), run, text, number);
    }
  }

  /** @returns the number of a path, or undefined when no run has it */
  findKey(path: string): number | undefined {
    return (this.database.prepare('SELECT id FROM config_keys WHERE path = ?').get(path) as { id: number } | undefined)
      ?.id;
  }

  /** @returns every path that some run has */
  paths(): readonly string[] {
    return (this.database.prepare('SELECT path FROM config_keys').all() as { path: string }[]).map(({ path }) => path);
  }

  #keyOf(path: string): number {
    const known = this.findKey(path);
    if (known !== undefined) return known;
    return Number(this.database.prepare('INSERT INTO config_keys (path) VALUES (?)').run(path).lastInsertRowid);
  }
}
