import type { Database } from 'better-sqlite3';
import type { LogLine } from '#contract/run-detail';
import type { RunKey } from './run-record';

/**
 * Log lines of runs. A line that ingestion itself adds, about line n of an events file that could not be read, has seq -n:
 * it cannot collide with a line of the worker and keeps its place.
 */
export class LogRepository {
  readonly #insert;

  constructor(private readonly database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO logs (run, attempt, seq, time, level, message) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  insert(run: RunKey, line: LogLine): void {
    this.#insert.run(run, line.attempt, line.seq, line.time, line.level, line.message);
  }

  /** @returns the last `limit` lines, oldest first */
  tail(run: RunKey, limit: number): readonly LogLine[] {
    const rows = this.database
      .prepare(
        'SELECT attempt, seq, time, level, message FROM logs WHERE run = ? ORDER BY attempt DESC, abs(seq) DESC LIMIT ?',
      )
      .all(run, limit) as LogLine[];
    return rows.reverse();
  }

  count(run: RunKey): number {
    return (this.database.prepare('SELECT count(*) AS n FROM logs WHERE run = ?').get(run) as { n: number }).n;
  }
}
