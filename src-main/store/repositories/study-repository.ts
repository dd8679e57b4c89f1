import type { Database } from 'better-sqlite3';
import { StudyNotFoundError } from '#contract/errors/sweep-errors';
import { supervisorSchema, type Supervisor } from '#contract/stored-rows';
import { studyDefinitionSchema, studyProgressSchema, type StudyDefinition, type StudyProgress } from '#contract/sweeps';

/** Integer key of a study inside the database. */
export type StudyKey = number;

/** A study as stored, without its trials. */
export interface StudyRecord {
  readonly key: StudyKey;
  readonly definition: StudyDefinition;
  readonly progress: StudyProgress;
  readonly supervisor: Supervisor | null;
  /** Time of the loop's former sessions, milliseconds. */
  readonly elapsedBeforeMs: number;
  /** Of the session that goes on or was cut off; null between sessions. */
  readonly sessionStartedAt: number | null;
  /** Last time that session wrote anything. */
  readonly seenAt: number | null;
  readonly revision: number;
}

interface StudyRow {
  readonly key: StudyKey;
  readonly definition: string;
  readonly progress: string;
  readonly supervisor: string | null;
  readonly elapsedBeforeMs: number;
  readonly sessionStartedAt: number | null;
  readonly seenAt: number | null;
  readonly revision: number;
}

const SELECT = `SELECT key, definition, progress, supervisor, elapsed_before_ms AS elapsedBeforeMs,
  session_started_at AS sessionStartedAt, seen_at AS seenAt, revision FROM studies`;
const NEXT_REVISION = '(SELECT coalesce(max(revision), 0) + 1 FROM studies)';
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Studies: what they are made of, how far they are, who works on them. Each write raises `revision`. */
export class StudyRepository {
  /** Definitions are immutable and large: parsed once. */
  readonly #definitions = new Map<StudyKey, StudyDefinition>();

  constructor(private readonly database: Database) {}

  /** @returns the key of the new row */
  insert(definition: StudyDefinition, progress: StudyProgress, supervisor: Supervisor | null): StudyKey {
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO studies (id, definition, progress, supervisor, revision) VALUES (?, ?, ?, ?, ${NEXT_REVISION})`,
      )
      .run(definition.studyId, JSON.stringify(definition), JSON.stringify(progress), json(supervisor));
    return Number(lastInsertRowid);
  }

  /** @throws StudyNotFoundError */
  find(studyId: string): StudyRecord {
    const row = this.database.prepare(`${SELECT} WHERE id = ?`).get(studyId) as StudyRow | undefined;
    if (!row) throw new StudyNotFoundError(studyId);
    return this.#toRecord(row);
  }

  /** Newest first. */
  list(): readonly StudyRecord[] {
    return (this.database.prepare(`${SELECT} ORDER BY key DESC`).all() as StudyRow[]).map((row) => this.#toRecord(row));
  }

  update(key: StudyKey, change: Partial<StudyProgress>): void {
    const row = this.database.prepare('SELECT progress FROM studies WHERE key = ?').get(key) as { progress: string };
    const progress = { ...studyProgressSchema.parse(JSON.parse(row.progress)), ...change };
    this.database
      .prepare(`UPDATE studies SET progress = ?, revision = ${NEXT_REVISION} WHERE key = ?`)
      .run(JSON.stringify(progress), key);
  }

  /** Writes a definition with other limits: more trials, more jobs. */
  replaceDefinition(key: StudyKey, definition: StudyDefinition): void {
    this.#definitions.delete(key);
    this.database
      .prepare(`UPDATE studies SET definition = ?, revision = ${NEXT_REVISION} WHERE key = ?`)
      .run(JSON.stringify(definition), key);
  }

  /** Hands a study from one process to another; of two that try, one succeeds. @param from what the caller saw */
  takeOver(key: StudyKey, from: Supervisor | null, to: Supervisor): boolean {
    const { changes } = this.database
      .prepare(`UPDATE studies SET supervisor = ?, revision = ${NEXT_REVISION} WHERE key = ? AND supervisor IS ?`)
      .run(JSON.stringify(to), key, json(from));
    return changes === 1;
  }

  /** The clock of a session starts; that of one that was cut off ends where it was last seen. */
  startSession(key: StudyKey, now: number): void {
    this.endSession(key, null);
    this.database
      .prepare(`UPDATE studies SET session_started_at = ?, seen_at = ?, revision = ${NEXT_REVISION} WHERE key = ?`)
      .run(now, now, key);
  }

  /** @param now null: where it was last seen */
  endSession(key: StudyKey, now: number | null): void {
    this.database
      .prepare(
        `UPDATE studies SET elapsed_before_ms = elapsed_before_ms + max(0, coalesce(?, seen_at, session_started_at) - session_started_at),
         session_started_at = NULL, revision = ${NEXT_REVISION} WHERE key = ? AND session_started_at IS NOT NULL`,
      )
      .run(now, key);
  }

  /** The session is at work. */
  see(key: StudyKey, now: number): void {
    this.database.prepare(`UPDATE studies SET seen_at = ?, revision = ${NEXT_REVISION} WHERE key = ?`).run(now, key);
  }

  latestRevision(): number {
    return (this.database.prepare('SELECT coalesce(max(revision), 0) AS n FROM studies').get() as { n: number }).n;
  }

  #toRecord(row: StudyRow): StudyRecord {
    const definition = this.#definitions.get(row.key) ?? studyDefinitionSchema.parse(JSON.parse(row.definition));
    this.#definitions.set(row.key, definition);
    return {
      ...row,
      definition,
      progress: studyProgressSchema.parse(JSON.parse(row.progress)),
      supervisor: row.supervisor === null ? null : supervisorSchema.parse(JSON.parse(row.supervisor)),
    };
  }
}
