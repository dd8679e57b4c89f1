import type { Database } from 'better-sqlite3';
import type { Attempt } from '#contract/run-detail';
import { attemptEndingSchema, type AttemptEnding } from '#contract/stored-rows';
import type { RunKey } from './run-record';

/** Where ingestion of an attempt stands. Times in milliseconds since 1970. */
export interface AttemptState {
  byteOffset: number;
  lineCount: number;
  lastSeq: number;
  startedAt: number | null;
  lastTime: number | null;
  pausedSince: number | null;
  pausedMs: number;
}

const STATE = `byte_offset AS byteOffset, line_count AS lineCount, last_seq AS lastSeq, started_at AS startedAt,
  last_time AS lastTime, paused_since AS pausedSince, paused_ms AS pausedMs`;

/** Attempts of runs: one worker process each, and how far its events file was read. */
export class AttemptRepository {
  readonly #add;
  readonly #state;
  readonly #saveState;

  constructor(private readonly database: Database) {
    this.#add = database.prepare('INSERT OR IGNORE INTO attempts (run, attempt) VALUES (?, ?)');
    this.#state = database.prepare(`SELECT ${STATE} FROM attempts WHERE run = ? AND attempt = ?`);
    this.#saveState =
      database.prepare(`UPDATE attempts SET byte_offset = @byteOffset, line_count = @lineCount, last_seq = @lastSeq,
      started_at = @startedAt, last_time = @lastTime, paused_since = @pausedSince, paused_ms = @pausedMs
      WHERE run = @run AND attempt = @attempt`);
  }

  /** Makes sure that a row is there. */
  add(run: RunKey, attempt: number): void {
    this.#add.run(run, attempt);
  }

  state(run: RunKey, attempt: number): AttemptState {
    this.add(run, attempt);
    return this.#state.get(run, attempt) as AttemptState;
  }

  saveState(run: RunKey, attempt: number, state: AttemptState): void {
    this.#saveState.run({ ...state, run, attempt });
  }

  /**
   * Notes that an attempt goes on from a step: what earlier attempts reported after it did not happen, for every query.
   * @param fromStep null: it starts from the beginning, and nothing of the earlier attempts counts
   */
  supersede(run: RunKey, attempt: number, fromStep: number | null): void {
    this.database
      .prepare('UPDATE attempts SET resumed_from_step = ? WHERE run = ? AND attempt = ?')
      .run(fromStep, run, attempt);
    const insert = this.database.prepare('INSERT OR IGNORE INTO attempts (run, attempt) VALUES (?, ?)');
    for (let earlier = 1; earlier < attempt; earlier += 1) insert.run(run, earlier);
    this.database
      .prepare(
        'UPDATE attempts SET superseded_after = min(coalesce(superseded_after, @step), @step) WHERE run = @run AND attempt < @attempt',
      )
      .run({ run, attempt, step: fromStep ?? -1 });
  }

  setPid(run: RunKey, attempt: number, pid: number): void {
    this.database.prepare('UPDATE attempts SET pid = ? WHERE run = ? AND attempt = ?').run(pid, run, attempt);
  }

  setEnding(run: RunKey, attempt: number, ending: AttemptEnding): void {
    this.database
      .prepare('UPDATE attempts SET ending = ? WHERE run = ? AND attempt = ?')
      .run(JSON.stringify(ending), run, attempt);
  }

  /** @returns the last event of the attempt, or null when it did not get to write one */
  ending(run: RunKey, attempt: number): AttemptEnding | null {
    const row = this.database.prepare('SELECT ending FROM attempts WHERE run = ? AND attempt = ?').get(run, attempt) as
      { ending: string | null } | undefined;
    return row?.ending ? attemptEndingSchema.parse(JSON.parse(row.ending)) : null;
  }

  /** @param exitCode null when the process was not a child of ours */
  close(run: RunKey, attempt: number, endedAt: number, exitCode: number | null): void {
    this.database
      .prepare('UPDATE attempts SET ended_at = ?, exit_code = ? WHERE run = ? AND attempt = ?')
      .run(endedAt, exitCode, run, attempt);
  }

  list(run: RunKey): readonly Attempt[] {
    return this.database
      .prepare(
        `SELECT attempt, started_at AS startedAt, ended_at AS endedAt, pid, exit_code AS exitCode, resumed_from_step AS resumedFromStep
         FROM attempts WHERE run = ? ORDER BY attempt`,
      )
      .all(run) as Attempt[];
  }

  /** @returns milliseconds over all attempts from the first event to the last, without pauses */
  trainedMs(run: RunKey): number {
    const row = this.database
      .prepare(
        `SELECT coalesce(sum(max(0, coalesce(paused_since, last_time) - started_at - paused_ms)), 0) AS ms
         FROM attempts WHERE run = ? AND started_at IS NOT NULL`,
      )
      .get(run) as { ms: number };
    return row.ms;
  }
}
