import type { Database } from 'better-sqlite3';
import type { Split } from '#contract/ids';
import type { RunKey } from './run-record';

/** One value of a series, as stored. A value that is not a number is NaN. */
export interface MetricPoint {
  readonly step: number;
  readonly epoch: number;
  readonly value: number;
}

const fromColumn = (value: number | null): number => value ?? Number.NaN;

// A row counts unless a later attempt resumed before it.
const VISIBLE = `FROM metric_values AS v JOIN attempts AS a ON a.run = v.run AND a.attempt = v.attempt
  WHERE v.run = ? AND v.series = ? AND (a.superseded_after IS NULL OR v.step <= a.superseded_after)`;

/** Logged numbers of runs. Writing is part of an ingestion's transaction. */
export class MetricRepository {
  readonly #ids = new Map<string, number>();
  readonly #insert;
  readonly #setLatest;
  readonly #points;
  readonly #count;
  readonly #findId;
  readonly #hasAny;

  constructor(private readonly database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO metric_values (run, series, attempt, seq, step, epoch, value) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#setLatest = database.prepare(
      'INSERT INTO run_metrics (series, run, value) VALUES (?, ?, ?) ON CONFLICT (series, run) DO UPDATE SET value = excluded.value',
    );
    this.#findId = database.prepare('SELECT id FROM series WHERE split = ? AND metric = ?');
    this.#hasAny = database.prepare('SELECT 1 FROM metric_values WHERE run = ? AND series = ? LIMIT 1');
    this.#points = database.prepare(`SELECT v.step, v.epoch, v.value ${VISIBLE} ORDER BY v.attempt, v.seq`).raw();
    this.#count = database.prepare(`SELECT count(*) ${VISIBLE}`).pluck();
  }

  /**
   * @returns the number of a series, given when it is first seen. Ask for it before the transaction that stores values: a
   *   number given inside one would be remembered even when the transaction is undone
   */
  seriesId(split: Split, metric: string): number {
    const known = this.findSeries(split, metric);
    if (known !== undefined) return known;
    this.database.prepare('INSERT OR IGNORE INTO series (split, metric) VALUES (?, ?)').run(split, metric);
    return this.findSeries(split, metric)!;
  }

  /** @returns the number of a series, or undefined when no run has it */
  findSeries(split: string, metric: string): number | undefined {
    const name = `${split}.${metric}`;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const row = this.#findId.get(split, metric) as { id: number } | undefined;
    if (row) this.#ids.set(name, row.id);
    return row?.id;
  }

  /** @returns whether a run has any value of a series */
  has(run: RunKey, split: Split, metric: string): boolean {
    const series = this.findSeries(split, metric);
    return series !== undefined && this.#hasAny.get(run, series) !== undefined;
  }

  insert(run: RunKey, series: number, attempt: number, seq: number, step: number, epoch: number, value: number): void {
    this.#insert.run(run, series, attempt, seq, step, epoch, value);
  }

  /** Sets the value that the runs table filters and sorts by. */
  setLatest(run: RunKey, series: number, value: number): void {
    this.#setLatest.run(series, run, value);
  }

  /** @returns every value that counts, by step */
  points(run: RunKey, split: Split, metric: string): readonly MetricPoint[] {
    return [...this.eachPoint(run, split, metric)];
  }

  /** {@link points} one after the other, for series that are too long to hold. The database serves nothing else meanwhile. */
  *eachPoint(run: RunKey, split: Split, metric: string): Generator<MetricPoint> {
    const series = this.findSeries(split, metric);
    if (series === undefined) return;
    const rows = this.#points.iterate(run, series) as IterableIterator<[number, number, number | null]>;
    for (const [step, epoch, value] of rows) yield { step, epoch, value: fromColumn(value) };
  }

  /** @returns how many values of a series count */
  count(run: RunKey, split: Split, metric: string): number {
    const series = this.findSeries(split, metric);
    return series === undefined ? 0 : (this.#count.get(run, series) as number);
  }

  /** @returns the series of a run with the number of values that count */
  list(run: RunKey): readonly { readonly split: Split; readonly metric: string; readonly points: number }[] {
    const names = this.database.prepare('SELECT id, split, metric FROM series ORDER BY id').all() as {
      id: number;
      split: Split;
      metric: string;
    }[];
    return names
      .map(({ id, split, metric }) => ({ split, metric, points: this.#count.get(run, id) as number }))
      .filter(({ points }) => points > 0);
  }

  /** @returns `split.metric` of every series that some run has */
  names(): readonly string[] {
    return (this.database.prepare("SELECT split || '.' || metric AS name FROM series").all() as { name: string }[]).map(
      ({ name }) => name,
    );
  }
}
