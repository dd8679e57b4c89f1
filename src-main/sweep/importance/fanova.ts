import type { Importances, Trial } from '#contract/sweeps';
import { keyedRandom } from '../random/trial-random';
import type { Dimension } from '../space/dimension';
import type { SearchSpace, SpaceParameter } from '../space/search-space';
import { growTree, type Leaf, type Samples } from './regression-tree';

const TREES = 64;
/** More add nothing to the picture, and a screen waits for it; the newest are taken. */
const MOST_TRIALS = 500;
const LEAST_TRIALS = 4;
const SOURCE =
  'fANOVA over 64 regression trees, main effects only, scaled to sum 1 (Hutter, Hoos and Leyton-Brown 2014, ICML 31)';

/** Choices get cells of equal width in the order of the list. */
function positionOf(dimension: Dimension, value: unknown): number {
  if (dimension.kind === 'numeric') return dimension.position(value as number);
  return (dimension.indexOf(value) + 0.5) / dimension.choices.length;
}

const volume = ({ low, high }: Leaf): number => low.reduce((product, from, axis) => product * (high[axis]! - from), 1);

/** @returns variance of a tree over the unit cube, and that of its mean along each axis */
function variances(leaves: readonly Leaf[]): { readonly total: number; readonly axes: readonly number[] } {
  const volumes = leaves.map(volume);
  const mean = leaves.reduce((sum, { value }, index) => sum + value * volumes[index]!, 0);
  const total = leaves.reduce((sum, { value }, index) => sum + volumes[index]! * (value - mean) ** 2, 0);
  const axes = Array.from(leaves[0]!.low, (_, axis) => axisVariance(leaves, volumes, axis, mean));
  return { total, axes };
}

function axisVariance(leaves: readonly Leaf[], volumes: readonly number[], axis: number, mean: number): number {
  const edges = [...new Set(leaves.flatMap(({ low, high }) => [low[axis]!, high[axis]!]))].sort((a, b) => a - b);
  let variance = 0;
  for (let index = 1; index < edges.length; index += 1) {
    const width = edges[index]! - edges[index - 1]!;
    const middle = (edges[index]! + edges[index - 1]!) / 2;
    let marginal = 0;
    leaves.forEach(({ low, high, value }, place) => {
      if (middle >= low[axis]! && middle < high[axis]!)
        marginal += (value * volumes[place]!) / (high[axis]! - low[axis]!);
    });
    variance += width * (marginal - mean) ** 2;
  }
  return variance;
}

const sharesOf = (parameters: readonly SpaceParameter[], samples: Samples): readonly number[] => {
  const sums = parameters.map(() => 0);
  let grown = 0;
  for (let tree = 0; tree < TREES; tree += 1) {
    const random = keyedRandom(0xfa40, tree);
    const count = samples.points.length;
    const drawn = Array.from({ length: count }, () => Math.floor(random() * count));
    const { total, axes } = variances(growTree(samples, drawn, random));
    if (total <= 0) continue;
    grown += 1;
    axes.forEach((variance, axis) => (sums[axis]! += variance / total));
  }
  return grown === 0 ? [] : sums.map((sum) => sum / grown);
};

/**
 * How much of the spread of the objective each parameter explains by itself. Finished trials only; parameters under a
 * condition are left out, since they have no value in every trial.
 * @returns shares that sum to 1, largest first; none below four trials or where nothing moves
 */
export function parameterImportances(space: SearchSpace, trials: readonly Trial[]): Importances {
  const done = trials.filter(({ state, objective }) => state === 'done' && objective !== null).slice(-MOST_TRIALS);
  const parameters = space.parameters.filter(({ condition }) => condition === null);
  const nothing = { source: SOURCE, trials: done.length, values: [] };
  const hasSpread = done.some(({ objective }) => objective !== done[0]!.objective);
  if (done.length < LEAST_TRIALS || parameters.length === 0 || !hasSpread) return nothing;
  const points = done.map(({ parameters: values }) =>
    Float64Array.from(parameters, ({ name, dimension }) => positionOf(dimension, values[name])),
  );
  const shares = sharesOf(parameters, { points, targets: done.map(({ objective }) => objective!) });
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0)) return nothing;
  const values = shares
    .map((share, index) => ({ parameter: parameters[index]!.name, importance: share / sum }))
    .sort((a, b) => b.importance - a.importance);
  return { source: SOURCE, trials: done.length, values };
}
