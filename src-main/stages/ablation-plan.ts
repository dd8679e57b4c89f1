import type { AblationCell, Ablations, Ladder } from '#contract/config/ladder';
import type { Cell } from './evidence';

/** What a cell has of a component. */
export type ComponentMark = 'has' | 'taken-out' | 'without';

/** A row of the matrix before its runs are known. */
export interface AblationPlanRow {
  readonly cell: AblationCell;
  readonly components: Readonly<Record<string, ComponentMark>>;
}

const takenOutId = (ablations: Ablations, component: string): string =>
  ablations.components[component]!.id ?? `${ablations.full.id}-${component}`;

/** Further cells in their order, then full, then full without each component that can be taken out. */
export function ablationRows(ablations: Ablations): readonly AblationPlanRow[] {
  const { full, components, cells } = ablations;
  const names = Object.keys(components);
  const removable = names.filter((name) => components[name]!.without !== null);
  const all = full.has ?? names;
  const fullCell: AblationCell = { ...full, has: [...all], without: [] };
  const takenOut = removable.map((name): AblationCell => ({
    id: takenOutId(ablations, name),
    label: `${full.label} without ${components[name]!.label}`,
    settings: { ...full.settings, ...components[name]!.without },
    has: all.filter((other) => other !== name),
    without: [name],
  }));
  return [...cells, fullCell, ...takenOut].map((cell) => ({
    cell,
    components: Object.fromEntries(names.map((name) => [name, markOf(cell, name)])),
  }));
}

const markOf = ({ has, without }: AblationCell, name: string): ComponentMark => {
  if (without.includes(name)) return 'taken-out';
  return has.includes(name) ? 'has' : 'without';
};

/** @returns the planned comparisons, first minus second */
export function ablationPairs(ablations: Ablations): readonly (readonly [string, string])[] {
  if (ablations.pairs.length > 0) return ablations.pairs;
  return ablationRows(ablations)
    .filter(({ cell }) => cell.without.length > 0)
    .map(({ cell }) => [ablations.full.id, cell.id] as const);
}

/** @param base file that the cells start from */
export function ablationCells(ladder: Ladder, ablations: Ablations, base: string): readonly Cell[] {
  const seeds = ablations.seeds ?? ladder.seeds;
  return ablationRows(ablations).map(({ cell: { id, label, settings } }) => ({
    id,
    label,
    experiment: base,
    settings: { ...ladder.settings, ...settings },
    seeds,
  }));
}
