import type { RunSummary } from '#contract/runs';
import type { RunKey } from '../repositories/run-record';
import type { Store } from '../store';
import { parseQuery } from './parse-query';
import { QueryTranslator } from './query-to-sql';
import type { SortKey } from './query-tree';

export interface RunSelection {
  readonly rows: readonly RunSummary[];
  /** Runs that fit, before the limit. */
  readonly total: number;
}

export interface SelectRunsOptions {
  readonly includeTrash: boolean;
  /** Sort keys as in `order by`, used when the query has none. */
  readonly sort?: string;
  /** Used when the query has none. */
  readonly limit?: number;
}

/**
 * Finds the runs of a query, newest first unless it says otherwise.
 * @throws QuerySyntaxError, QueryFieldError, QueryTypeError
 */
export function selectRuns(store: Store, query: string, options: SelectRunsOptions): RunSelection {
  const { condition, orderBy, limit } = parseQuery(query);
  const translator = new QueryTranslator(store, query);
  const where = condition ? translator.condition(condition) : { sql: '1', parameters: [] };
  const trash = options.includeTrash ? '' : ' AND runs.trashed_at IS NULL';
  const order = [...orderSql(store, translator, orderBy, options.sort), 'runs.created_at DESC', 'runs.key DESC'].join(
    ', ',
  );
  const keys = store.database
    .prepare(`SELECT runs.key, runs.revision FROM runs WHERE ${where.sql}${trash} ORDER BY ${order}`)
    .all(...where.parameters) as { key: RunKey; revision: number }[];
  const most = limit ?? options.limit ?? keys.length;
  return { rows: store.runs.summaries(keys.slice(0, most)), total: keys.length };
}

function orderSql(
  store: Store,
  translator: QueryTranslator,
  orderBy: readonly SortKey[],
  sort: string | undefined,
): string[] {
  if (orderBy.length > 0) return [translator.order(orderBy)];
  if (sort === undefined) return [];
  const query = `order by ${sort}`;
  return [new QueryTranslator(store, query).order(parseQuery(query).orderBy)];
}
