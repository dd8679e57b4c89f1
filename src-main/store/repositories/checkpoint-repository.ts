import type { Database } from 'better-sqlite3';
import type { RunEventOf } from '#contract/events';
import { checkpointMetricsSchema, checkpointRolesSchema, type CheckpointMetrics } from '#contract/stored-rows';
import type { RunKey } from './run-record';

/** A checkpoint folder of a run. */
export interface CheckpointRecord {
  readonly run: RunKey;
  readonly runId: string;
  readonly folder: string;
  readonly step: number;
  readonly epoch: number;
  readonly roles: readonly string[];
  readonly bytes: number;
  readonly metrics: Readonly<CheckpointMetrics>;
  readonly createdAt: number;
}

interface CheckpointRow extends Omit<CheckpointRecord, 'roles' | 'metrics'> {
  readonly roles: string;
  readonly metrics: string;
}

const SELECT = `SELECT c.run, runs.id AS runId, c.folder, c.step, c.epoch, c.roles, c.bytes, c.metrics, c.created_at AS createdAt
  FROM checkpoints AS c JOIN runs ON runs.key = c.run`;
const toRecord = (row: CheckpointRow): CheckpointRecord => ({
  ...row,
  roles: checkpointRolesSchema.parse(JSON.parse(row.roles)),
  metrics: checkpointMetricsSchema.parse(JSON.parse(row.metrics)),
});

/** Checkpoint folders of runs. A role (`last`, `best-loss`) belongs to one folder of a run at a time. */
export class CheckpointRepository {
  constructor(private readonly database: Database) {}

  /** Stores a checkpoint, or its new roles; takes these roles from the run's other checkpoints. */
  save(run: RunKey, attempt: number, event: RunEventOf<'checkpoint'>): void {
    for (const other of this.list(run)) {
      const left = other.roles.filter((role) => !event.roles.includes(role));
      if (other.folder !== event.folder && left.length < other.roles.length) this.#setRoles(run, other.folder, left);
    }
    this.database
      .prepare(
        `INSERT INTO checkpoints (run, folder, attempt, seq, step, epoch, roles, bytes, metrics, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (run, folder) DO UPDATE SET roles = excluded.roles, bytes = excluded.bytes, metrics = excluded.metrics`,
      )
      .run(
        run,
        event.folder,
        attempt,
        event.seq,
        event.step,
        event.epoch,
        JSON.stringify(event.roles),
        event.bytes,
        JSON.stringify(event.metrics),
        event.time,
      );
  }

  remove(run: RunKey, folder: string): void {
    this.database.prepare('DELETE FROM checkpoints WHERE run = ? AND folder = ?').run(run, folder);
  }

  /** @returns checkpoints of a run by step */
  list(run: RunKey): readonly CheckpointRecord[] {
    return (
      this.database.prepare(`${SELECT} WHERE c.run = ? ORDER BY c.step, c.folder`).all(run) as CheckpointRow[]
    ).map(toRecord);
  }

  /** @returns checkpoints of every run outside the trash, newest first */
  listAll(): readonly CheckpointRecord[] {
    const rows = this.database
      .prepare(`${SELECT} WHERE runs.trashed_at IS NULL ORDER BY c.created_at DESC, c.step DESC`)
      .all() as CheckpointRow[];
    return rows.map(toRecord);
  }

  #setRoles(run: RunKey, folder: string, roles: readonly string[]): void {
    this.database
      .prepare('UPDATE checkpoints SET roles = ? WHERE run = ? AND folder = ?')
      .run(JSON.stringify(roles), run, folder);
  }
}
