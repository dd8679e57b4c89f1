import type { Database } from 'better-sqlite3';
import type { RunEventOf } from '#contract/events';
import { snapshotSchema, type Snapshot } from '#contract/run-detail';
import type { RunKey } from './run-record';

const VISIBLE = `FROM snapshots AS s JOIN attempts AS a ON a.run = s.run AND a.attempt = s.attempt
  WHERE s.run = ? AND (a.superseded_after IS NULL OR s.step <= a.superseded_after)`;

/** Pictures of models' inner state, by name and epoch. */
export class SnapshotRepository {
  readonly #insert;

  constructor(private readonly database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO snapshots (run, name, attempt, seq, step, epoch, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  insert(run: RunKey, attempt: number, event: RunEventOf<'snapshot'>): void {
    this.#insert.run(run, event.name, attempt, event.seq, event.step, event.epoch, JSON.stringify(event.data));
  }

  /**
   * Keeps the picture of an evaluation beside those of the training; one under that name goes.
   * @param name other than any that training uses
   */
  replaceEvaluated(run: RunKey, name: string, { step, epoch, data }: Pick<Snapshot, 'step' | 'epoch' | 'data'>): void {
    this.database.prepare('DELETE FROM snapshots WHERE run = ? AND name = ?').run(run, name);
    const { attempt } = this.database
      .prepare('SELECT max(attempt) AS attempt FROM attempts WHERE run = ?')
      .get(run) as {
      attempt: number;
    };
    this.#insert.run(run, name, attempt, 0, step, epoch, JSON.stringify(data));
  }

  names(run: RunKey): readonly string[] {
    return (
      this.database.prepare(`SELECT DISTINCT s.name ${VISIBLE} ORDER BY s.name`).all(run) as { name: string }[]
    ).map(({ name }) => name);
  }

  /** @param epoch null: the newest; @returns null when there is none */
  find(run: RunKey, name: string, epoch: number | null): Snapshot | null {
    const row = this.database
      .prepare(
        `SELECT s.step, s.epoch, s.data ${VISIBLE} AND s.name = ? AND (? IS NULL OR s.epoch = ?) ORDER BY s.attempt DESC, s.seq DESC LIMIT 1`,
      )
      .get(run, name, epoch, epoch) as { step: number; epoch: number; data: string } | undefined;
    if (!row) return null;
    return snapshotSchema.parse({
      name,
      step: row.step,
      epoch: row.epoch,
      data: JSON.parse(row.data) as unknown,
      epochs: this.#epochs(run, name),
    });
  }

  #epochs(run: RunKey, name: string): readonly number[] {
    const rows = this.database
      .prepare(`SELECT DISTINCT s.epoch ${VISIBLE} AND s.name = ? ORDER BY s.epoch`)
      .all(run, name) as { epoch: number }[];
    return rows.map(({ epoch }) => epoch);
  }
}
