import type { Database } from 'better-sqlite3';
import { ladderRecordSchema, storedDecisionSchema, type LadderRecord, type StoredDecision } from '#contract/stages';

/** An item of a stage of a ladder. */
export interface LadderItemKey {
  readonly ladder: string;
  readonly stage: string;
  readonly item: string;
}

/** Decisions, notes and remembered evidence of ladders. Decisions are added, never changed: the newest counts. */
export class LadderRepository {
  constructor(private readonly database: Database) {}

  addDecision(ladder: string, stage: string, decision: StoredDecision): void {
    this.database
      .prepare(
        `INSERT INTO ladder_decisions (ladder, stage, number, decision)
         SELECT @ladder, @stage, coalesce(max(number), 0) + 1, @decision FROM ladder_decisions
         WHERE ladder = @ladder AND stage = @stage`,
      )
      .run({ ladder, stage, decision: JSON.stringify(decision) });
  }

  /** @returns every decision of a stage, oldest first */
  decisions(ladder: string, stage: string): readonly StoredDecision[] {
    const rows = this.database
      .prepare('SELECT decision FROM ladder_decisions WHERE ladder = ? AND stage = ? ORDER BY number')
      .all(ladder, stage) as { decision: string }[];
    return rows.map(({ decision }) => storedDecisionSchema.parse(JSON.parse(decision)));
  }

  /** @param note null: the item is judged by its evidence again */
  setOverrule({ ladder, stage, item }: LadderItemKey, note: string | null, at: number): void {
    if (note === null) {
      this.database
        .prepare('DELETE FROM ladder_overrules WHERE ladder = ? AND stage = ? AND item = ?')
        .run(ladder, stage, item);
      return;
    }
    this.database
      .prepare(
        'INSERT OR REPLACE INTO ladder_overrules (ladder, stage, item, note, overruled_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(ladder, stage, item, note, at);
  }

  overrule({ ladder, stage, item }: LadderItemKey): { readonly note: string; readonly at: number } | null {
    const row = this.database
      .prepare('SELECT note, overruled_at AS at FROM ladder_overrules WHERE ladder = ? AND stage = ? AND item = ?')
      .get(ladder, stage, item) as { note: string; at: number } | undefined;
    return row ?? null;
  }

  /** Replaces the runs that prove an item. */
  remember({ ladder, stage, item }: LadderItemKey, runIds: readonly string[]): void {
    this.database
      .prepare('DELETE FROM ladder_evidence WHERE ladder = ? AND stage = ? AND item = ?')
      .run(ladder, stage, item);
    const insert = this.database.prepare(
      'INSERT OR IGNORE INTO ladder_evidence (ladder, stage, item, run_id) VALUES (?, ?, ?, ?)',
    );
    for (const runId of runIds) insert.run(ladder, stage, item, runId);
  }

  remembered({ ladder, stage, item }: LadderItemKey): readonly string[] {
    const rows = this.database
      .prepare(
        'SELECT run_id AS runId FROM ladder_evidence WHERE ladder = ? AND stage = ? AND item = ? ORDER BY run_id',
      )
      .all(ladder, stage, item) as { runId: string }[];
    return rows.map(({ runId }) => runId);
  }

  addRecord({ ladder, stage, item }: LadderItemKey, record: LadderRecord): void {
    this.database
      .prepare(
        `INSERT INTO ladder_records (ladder, stage, item, number, record)
         SELECT @ladder, @stage, @item, coalesce(max(number), 0) + 1, @record FROM ladder_records
         WHERE ladder = @ladder AND stage = @stage AND item = @item`,
      )
      .run({ ladder, stage, item, record: JSON.stringify(record) });
  }

  /** @returns exports and evaluations of an item, oldest first */
  records({ ladder, stage, item }: LadderItemKey): readonly LadderRecord[] {
    const rows = this.database
      .prepare('SELECT record FROM ladder_records WHERE ladder = ? AND stage = ? AND item = ? ORDER BY number')
      .all(ladder, stage, item) as { record: string }[];
    return rows.map(({ record }) => ladderRecordSchema.parse(JSON.parse(record)));
  }
}
