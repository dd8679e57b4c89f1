import { comparisonRequestSchema, type Comparison } from '#contract/compare';
import type { Ablations, Ladder } from '#contract/config/ladder';
import { AblationIdenticalError, LadderNotReadyError } from '#contract/errors/ladder-errors';
import { serializeError, WorkbenchError } from '#contract/errors/workbench-error';
import type { AblationMatrix } from '#contract/stages';
import { ablationCells, ablationPairs, ablationRows } from '../../stages/ablation-plan';
import { progressOf, seedStates } from '../../stages/cell-values';
import type { Cell } from '../../stages/evidence';
import { matrixBase } from '../../stages/ladder-state';
import type { Store } from '../../store/store';
import { buildPlanned } from '../compare/build-comparison';
import type { GroupValues } from '../compare/group-values';
import type { WorkspaceEvidence } from './workspace-evidence';

export interface MatrixParts {
  readonly store: Store;
  readonly ladder: Ladder;
  readonly ablations: Ablations;
  readonly evidence: WorkspaceEvidence;
  readonly path: string;
}

/**
 * @returns the cells of a ladder's matrix, from the base that they start from
 * @throws LadderNotReadyError while the stage that they start from is not decided, AblationIdenticalError
 */
export function matrixCells(ladder: Ladder, ablations: Ablations, evidence: WorkspaceEvidence): readonly Cell[] {
  const base = matrixBase(ladder, evidence, ladder.experiment);
  if (base === null)
    throw new LadderNotReadyError('of the ablations', `they start from the decision of stage ${ablations.on}`);
  const cells = ablationCells(ladder, ablations, base);
  const byKey = new Map<string, Cell>();
  for (const cell of cells) {
    const other = byKey.get(evidence.keyOf(cell));
    if (other) throw new AblationIdenticalError(other.id, cell.id);
    byKey.set(evidence.keyOf(cell), cell);
  }
  return cells;
}

/** Ids that the file gives, as A7, stand before the words; made-up ones say nothing new. */
const labelOf = ({ id, label }: Cell, { full }: Ablations): string =>
  id === label || id.startsWith(`${full.id}-`) ? label : `${id} ${label}`;

/** The matrix with every planned comparison, judged as one family whether or not its runs are there. */
export function ablationMatrix(
  { store, ladder, ablations, evidence, path }: MatrixParts,
  metric: string | null,
): AblationMatrix {
  const cells = matrixCells(ladder, ablations, evidence);
  const pairs = ablationPairs(ablations);
  const compared = compareCells(store, ladder, cells, pairs, evidence, metric ?? ablations.metric ?? ladder.metric);
  const idOf = new Map(cells.map((cell) => [evidence.keyOf(cell), cell.id]));
  const shownIn = rowsOfPairs(
    pairs,
    cells.map(({ id }) => id),
  );
  const comparisonOf = ([a, b]: readonly [string, string]): Comparison | null =>
    compared.comparisons.find((entry) => idOf.get(entry.a) === a && idOf.get(entry.b) === b) ?? null;
  const plan = new Map(ablationRows(ablations).map((row) => [row.cell.id, row]));
  return {
    path,
    name: ladder.name,
    metric: metric ?? ablations.metric ?? ladder.metric,
    alpha: ladder.alpha,
    plannedComparisons: pairs.length,
    components: Object.entries(ablations.components).map(([id, { label }]) => ({ id, label })),
    rows: cells.map((cell) => {
      const pair = shownIn.get(cell.id);
      return {
        id: cell.id,
        label: cell.label,
        title: labelOf(cell, ablations),
        groupKey: evidence.keyOf(cell),
        components: { ...plan.get(cell.id)!.components },
        group: compared.groups.find(({ key }) => key === evidence.keyOf(cell)) ?? null,
        comparison: pair ? comparisonOf(pair) : null,
        seeds: seedStates(evidence, cell).map(({ seed, state, run }) => ({ seed, state, runId: run?.runId ?? null })),
      };
    }),
    comparisons: [...compared.comparisons],
    incomplete: pairs.filter((pair) => {
      const found = comparisonOf(pair);
      return found === null || found.refusal !== null;
    }).length,
    refusal: compared.refusal && serializeError(compared.refusal),
    progress: progressOf(evidence, cells),
  };
}

/** Each pair is shown in the row that is new in it: of the second cell when the first already has one, or is compared several times. */
function rowsOfPairs(
  pairs: readonly (readonly [string, string])[],
  ids: readonly string[],
): ReadonlyMap<string, readonly [string, string]> {
  const rows = new Map<string, readonly [string, string]>();
  for (const pair of pairs) {
    const row = pair.find((id) => ids.includes(id) && !rows.has(id));
    if (row !== undefined) rows.set(row, pair);
  }
  return rows;
}

function compareCells(
  store: Store,
  ladder: Ladder,
  cells: readonly Cell[],
  pairs: readonly (readonly [string, string])[],
  evidence: WorkspaceEvidence,
  metric: string,
) {
  const groups = cells.flatMap((cell) => {
    const runs = evidence.runsOf(cell);
    return runs.length === 0 ? [] : [{ key: evidence.keyOf(cell), label: labelOf(cell, ladder.ablations!), runs }];
  });
  const nothing = { groups: [], comparisons: [] as readonly Comparison[], refusal: null };
  if (groups.length === 0) return nothing;
  const keyOf = new Map(cells.map((cell) => [cell.id, evidence.keyOf(cell)]));
  const planned = (values: readonly GroupValues[]) =>
    pairs.flatMap(([a, b]) => {
      const [first, second] = [a, b].map((id) => values.find(({ group }) => group.key === keyOf.get(id)));
      // A cell whose runs have not ended has nothing to pair yet; the row says what is missing.
      return first && second && first.values.size > 0 && second.values.size > 0 ? [{ a: first, b: second }] : [];
    });
  const request = comparisonRequestSchema.parse({
    metric,
    seeds: 'shared',
    alpha: ladder.alpha,
    planned: pairs.length,
  });
  try {
    const { table } = buildPlanned(store, { groups, pairs: planned }, request);
    return { groups: table.groups, comparisons: table.comparisons, refusal: null };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...nothing, refusal: error };
  }
}
