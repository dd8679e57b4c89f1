import type { ComparisonRequest } from '#contract/compare';
import { NoRunsToCompareError } from '#contract/errors/compare-errors';
import type { RunSummary } from '#contract/runs';
import { selectRuns } from '../../store/query/select-runs';
import type { Store } from '../../store/store';

/**
 * @returns the runs of a selection: those named first, in their order, then those of the query, oldest first
 * @throws NoRunsToCompareError, RunNotFoundError, QuerySyntaxError, QueryFieldError
 */
export function selectCompared(
  store: Store,
  { runs, query }: Pick<ComparisonRequest, 'runs' | 'query'>,
): readonly RunSummary[] {
  const named = runs.map((runId) => store.runs.summary(runId));
  const found = query === null ? [] : [...selectRuns(store, query, { includeTrash: false }).rows].reverse();
  const known = new Set(runs);
  const all = [...named, ...found.filter(({ runId }) => !known.has(runId))];
  if (all.length === 0) throw new NoRunsToCompareError(query ?? runs.join(', '));
  return all;
}
