import type { Uniform } from '../random/trial-random';

/** A box of the unit cube with the mean of the samples in it. */
export interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly value: number;
}

/** Points on the unit cube and their targets. */
export interface Samples {
  readonly points: readonly Float64Array[];
  readonly targets: readonly number[];
}

interface Split {
  readonly axis: number;
  readonly at: number;
  readonly loss: number;
}

const LEAST_SAMPLES = 2;
const DEEPEST = 64;

/** @returns the split of an axis that leaves the least squared error; null when all points are equal there */
function bestSplit({ points, targets }: Samples, members: readonly number[], axis: number): Split | null {
  const order = [...members].sort((a, b) => points[a]![axis]! - points[b]![axis]!);
  const total = order.reduce((sum, index) => sum + targets[index]!, 0);
  let left = 0;
  let best: Split | null = null;
  for (let count = 1; count < order.length; count += 1) {
    left += targets[order[count - 1]!]!;
    const [before, after] = [points[order[count - 1]!]![axis]!, points[order[count]!]![axis]!];
    if (before === after) continue;
    const right = total - left;
    // Squared error up to a constant: less is better.
    const loss = -(left * left) / count - (right * right) / (order.length - count);
    if (!best || loss < best.loss) best = { axis, at: (before + after) / 2, loss };
  }
  return best;
}

/**
 * Grows a regression tree on some samples, every axis looked at, down to two samples a leaf.
 * @returns its leaves, which tile the unit cube
 * @see Breiman et al. (1984), Classification and Regression Trees
 */
export function growTree(samples: Samples, members: readonly number[], random: Uniform): readonly Leaf[] {
  const width = samples.points[0]!.length;
  const leaves: Leaf[] = [];
  const grow = (inside: readonly number[], low: Float64Array, high: Float64Array, depth: number): void => {
    const candidates =
      inside.length < 2 * LEAST_SAMPLES || depth >= DEEPEST
        ? []
        : Array.from({ length: width }, (_, axis) => bestSplit(samples, inside, axis)).filter(
            (split) => split !== null,
          );
    // Equal splits are told apart by the seed, so that no axis is preferred for its place.
    const least = Math.min(...candidates.map(({ loss }) => loss));
    const ties = candidates.filter(({ loss }) => loss === least);
    const split = ties[Math.floor(random() * ties.length)];
    if (!split) {
      const value = inside.reduce((sum, index) => sum + samples.targets[index]!, 0) / inside.length;
      leaves.push({ low, high, value });
      return;
    }
    const isLeft = (index: number): boolean => samples.points[index]![split.axis]! < split.at;
    const cut = (edge: Float64Array): Float64Array =>
      edge.map((value, axis) => (axis === split.axis ? split.at : value));
    grow(inside.filter(isLeft), low, cut(high), depth + 1);
    grow(
      inside.filter((index) => !isLeft(index)),
      cut(low),
      high,
      depth + 1,
    );
  };
  grow(members, new Float64Array(width), new Float64Array(width).fill(1), 0);
  return leaves;
}
