import { checkpointChoiceSchema, type CheckpointChoice, type ComparisonRequest } from '#contract/compare';

export const COMPARE_VIEWS = ['tests', 'curves', 'configuration', 'slices', 'confusion', 'ablations'] as const;
export type CompareView = (typeof COMPARE_VIEWS)[number];

/** What the screen shows. All of it stands in the address, so that a reload and a link come back to the same place. */
export interface CompareChoice {
  readonly runs: readonly string[];
  /** Empty: none. */
  readonly query: string;
  readonly metric: string | null;
  readonly checkpoint: CheckpointChoice;
  readonly against: string | null;
  readonly seeds: ComparisonRequest['seeds'];
  readonly view: CompareView;
  /** File of the ladder whose ablations are shown. */
  readonly ladder: string | null;
}

/** @returns the choice that an address stands for; parts that mean nothing are left out */
export function readCompareChoice(search: string): CompareChoice {
  const parts = new URLSearchParams(search);
  const checkpoint = checkpointChoiceSchema.safeParse(parts.get('checkpoint'));
  return {
    runs: (parts.get('runs') ?? '').split(',').filter((runId) => runId !== ''),
    query: parts.get('of') ?? '',
    metric: parts.get('metric'),
    checkpoint: checkpoint.success ? checkpoint.data : 'shipped',
    against: parts.get('against'),
    seeds: parts.get('seeds') === 'shared' ? 'shared' : 'equal',
    view: COMPARE_VIEWS.find((view) => view === parts.get('view')) ?? 'tests',
    ladder: parts.get('ladder'),
  };
}

/** @returns the address of a choice; what is as usual is left out */
export function writeCompareChoice(choice: Partial<CompareChoice>): URLSearchParams {
  const { runs = [], query = '', metric, checkpoint, against, seeds, view, ladder } = choice;
  const parts: readonly (readonly [string, string | null | undefined])[] = [
    ['runs', runs.length === 0 ? null : runs.join(',')],
    // Not `query`: the search part stays behind when a screen is left, and the runs table has one of that name.
    ['of', query === '' ? null : query],
    ['metric', metric],
    ['checkpoint', checkpoint === 'shipped' ? null : checkpoint],
    ['against', against],
    ['seeds', seeds === 'equal' ? null : seeds],
    ['view', view === 'tests' ? null : view],
    ['ladder', ladder],
  ];
  return new URLSearchParams(parts.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** @returns what main is asked, null while nothing is chosen */
export function requestOf(choice: CompareChoice): ComparisonRequest | null {
  const { runs, query, metric, checkpoint, against, seeds } = choice;
  if (runs.length === 0 && query === '') return null;
  return {
    runs: [...runs],
    query: query === '' ? null : query,
    metric,
    checkpoint,
    against,
    seeds,
    alpha: 0.05,
    planned: null,
  };
}
