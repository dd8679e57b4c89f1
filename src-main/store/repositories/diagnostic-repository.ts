import type { Database } from 'better-sqlite3';
import { diagnosticSchema, type Diagnostic } from '#contract/diagnostics';
import type { RunKey } from './run-record';

// A diagnostic of a step that a resumed attempt went back before did not happen.
const VISIBLE = `FROM diagnostics AS d JOIN attempts AS a ON a.run = d.run AND a.attempt = d.attempt
  WHERE d.run = ? AND (d.step IS NULL OR a.superseded_after IS NULL OR d.step <= a.superseded_after)`;

/** Measured warnings of runs. */
export class DiagnosticRepository {
  readonly #insert;

  constructor(private readonly database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO diagnostics (run, attempt, seq, step, diagnostic) VALUES (?, ?, ?, ?, ?)',
    );
  }

  insert(run: RunKey, attempt: number, seq: number, diagnostic: Diagnostic): void {
    this.#insert.run(run, attempt, seq, diagnostic.step, JSON.stringify(diagnostic));
  }

  list(run: RunKey): readonly Diagnostic[] {
    const rows = this.database.prepare(`SELECT d.diagnostic ${VISIBLE} ORDER BY d.attempt, d.seq`).all(run) as {
      diagnostic: string;
    }[];
    return rows.map(({ diagnostic }) => diagnosticSchema.parse(JSON.parse(diagnostic)));
  }

  count(run: RunKey): number {
    return (this.database.prepare(`SELECT count(*) AS n ${VISIBLE}`).get(run) as { n: number }).n;
  }
}
