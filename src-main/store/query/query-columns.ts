import type { Store } from '../store';
import type { QueryField } from './query-tree';

/** A column as SQL: an expression over `runs`, and whether it holds words, numbers or both. */
export interface QueryColumn {
  readonly kind: 'text' | 'number' | 'config';
  /** Expression of the value as a number; of its text for `text`. */
  readonly sql: string;
  /** `config` only: expression of the value as text. */
  readonly textSql?: string;
}

const text = (sql: string): QueryColumn => ({ kind: 'text', sql: `runs.${sql}` });
const number = (sql: string): QueryColumn => ({ kind: 'number', sql: `runs.${sql}` });

/** Columns that every run has. */
const OWN_COLUMNS: Readonly<Record<string, QueryColumn>> = {
  run: text('id'),
  name: text('name'),
  family: text('family'),
  status: text('status'),
  stop_reason: text('stop_reason'),
  group: text('group_key'),
  parent: text('parent_run_id'),
  /** The study whose trial it is; a try that was put back is listed with its trial only. */
  study: {
    kind: 'text',
    sql: '(SELECT studies.id FROM trials JOIN studies ON studies.key = trials.study WHERE trials.run_id = runs.id)',
  },
  file: text('config_path'),
  seed: number('seed'),
  created: number('created_at'),
  started: number('started_at'),
  ended: number('ended_at'),
  epoch: number('epoch'),
  total_epochs: number('total_epochs'),
  step: number('step'),
  total_steps: number('total_steps'),
  duration_ms: number('duration_ms'),
  samples_per_second: number('samples_per_second'),
  memory_bytes: number('memory_bytes'),
  diagnostics: number('diagnostic_count'),
  attempts: number('attempt_count'),
};

/** @returns the column of a name, or undefined when no run has it; numbers of keys and series are safe to write into SQL */
export function findColumn(store: Store, { name }: QueryField): QueryColumn | undefined {
  if (Object.hasOwn(OWN_COLUMNS, name)) return OWN_COLUMNS[name];
  return metricColumn(store, name) ?? configColumn(store, name);
}

/** @returns every name that {@link findColumn} knows in this workspace */
export function columnNames(store: Store): readonly string[] {
  return [...Object.keys(OWN_COLUMNS), ...store.metrics.names(), ...store.configValues.paths()];
}

function metricColumn(store: Store, name: string): QueryColumn | undefined {
  const dot = name.indexOf('.');
  const series = dot < 0 ? undefined : store.metrics.findSeries(name.slice(0, dot), name.slice(dot + 1));
  if (series === undefined) return undefined;
  return { kind: 'number', sql: `(SELECT value FROM run_metrics WHERE series = ${series} AND run = runs.key)` };
}

function configColumn(store: Store, name: string): QueryColumn | undefined {
  const key = store.configValues.findKey(name);
  if (key === undefined) return undefined;
  const column = (value: string): string =>
    `(SELECT ${value} FROM config_values WHERE key = ${key} AND run = runs.key)`;
  return { kind: 'config', sql: column('number'), textSql: column('text') };
}
