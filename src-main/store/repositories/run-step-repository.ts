import type { Database } from 'better-sqlite3';
import type { RunEventOf } from '#contract/events';
import { runStepStateSchema, type RunStepState } from '#contract/run-detail';
import type { RunKey } from './run-record';

/** Steps of pipelines: of each attempt the state that its last event said. */
export class RunStepRepository {
  readonly #upsert;

  constructor(private readonly database: Database) {
    this.#upsert =
      database.prepare(`INSERT INTO run_steps (run, attempt, name, seq, started_at, state, exit_code, duration_ms, cached)
      VALUES (@run, @attempt, @name, @seq, @time, @state, @exitCode, @durationMs, @cached)
      ON CONFLICT (run, attempt, name) DO UPDATE SET state = excluded.state, exit_code = excluded.exit_code,
        duration_ms = excluded.duration_ms, cached = excluded.cached`);
  }

  apply(run: RunKey, attempt: number, event: RunEventOf<'step'>): void {
    const { name, seq, time, state, exitCode, durationMs, cached } = event;
    this.#upsert.run({ run, attempt, name, seq, time, state, exitCode, durationMs, cached: cached ? 1 : 0 });
  }

  /** @returns the steps of the newest attempt that has any, in the order in which they began */
  list(run: RunKey): readonly RunStepState[] {
    const rows = this.database
      .prepare(
        `SELECT name, state, exit_code AS exitCode, duration_ms AS durationMs, cached, started_at AS startedAt
         FROM run_steps WHERE run = @run AND attempt = (SELECT max(attempt) FROM run_steps WHERE run = @run) ORDER BY seq`,
      )
      .all({ run }) as { cached: number }[];
    return rows.map((row) => runStepStateSchema.parse({ ...row, cached: row.cached === 1 }));
  }
}
