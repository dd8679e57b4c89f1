import type { Database } from 'better-sqlite3';
import { trialSchema, type Trial, type TrialReport } from '#contract/sweeps';
import type { StudyKey } from './study-repository';

/** Trials of studies and what the pruner said of them. */
export class TrialRepository {
  readonly #put;
  readonly #insertReport;
  readonly #clearReports;
  readonly #lastReport;

  constructor(private readonly database: Database) {
    this.#put = database.prepare(
      `INSERT INTO trials (study, number, run_id, document, revision)
       VALUES (?, ?, ?, ?, (SELECT revision FROM studies WHERE key = ?))
       ON CONFLICT (study, number) DO UPDATE SET run_id = excluded.run_id, document = excluded.document, revision = excluded.revision`,
    );
    this.#insertReport = database.prepare('INSERT INTO trial_reports VALUES (?, ?, ?, ?, ?, ?)');
    this.#lastReport = database.prepare(
      'SELECT step, value, decision, reason FROM trial_reports WHERE study = ? AND number = ? ORDER BY step DESC LIMIT 1',
    );
    this.#clearReports = database.prepare('DELETE FROM trial_reports WHERE study = ? AND number = ?');
  }

  /**
   * Writes a trial, with the study's revision of this moment: raise that first. What the pruner said of an earlier try goes
   * when a trial is put back.
   */
  put(study: StudyKey, trial: Trial): void {
    this.#put.run(study, trial.number, trial.runId, JSON.stringify(trial), study);
    if (trial.state === 'queued') this.#clearReports.run(study, trial.number);
  }

  /** @returns by number */
  list(study: StudyKey): readonly Trial[] {
    const rows = this.database.prepare('SELECT document FROM trials WHERE study = ? ORDER BY number').all(study) as {
      document: string;
    }[];
    return rows.map(({ document }) => trialSchema.parse(JSON.parse(document)));
  }

  /** @returns trials that were written after a revision of their study, by number */
  changedSince(study: StudyKey, revision: number): readonly Trial[] {
    const rows = this.database
      .prepare('SELECT document FROM trials WHERE study = ? AND revision > ? ORDER BY number')
      .all(study, revision) as { document: string }[];
    return rows.map(({ document }) => trialSchema.parse(JSON.parse(document)));
  }

  insertReport(study: StudyKey, number: number, { step, value, decision, reason }: TrialReport): void {
    this.#insertReport.run(study, number, step, value, decision, reason);
  }

  /** @returns the report of the highest step; undefined before there is one */
  lastReport(study: StudyKey, number: number): TrialReport | undefined {
    return this.#lastReport.get(study, number) as TrialReport | undefined;
  }

  /** @returns by trial, steps rising */
  reports(study: StudyKey): ReadonlyMap<number, readonly TrialReport[]> {
    const rows = this.database
      .prepare('SELECT number, step, value, decision, reason FROM trial_reports WHERE study = ? ORDER BY number, step')
      .all(study) as (TrialReport & { readonly number: number })[];
    const byTrial = new Map<number, TrialReport[]>();
    for (const { number, ...report } of rows) {
      const list = byTrial.get(number) ?? [];
      byTrial.set(number, list);
      list.push(report);
    }
    return byTrial;
  }
}
