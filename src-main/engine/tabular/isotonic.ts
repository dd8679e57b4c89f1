import { checkScores, checkTarget } from './check-table';

/** A non-decreasing step function with straight lines between its knots, constant outside. */
export interface IsotonicModel {
  readonly kind: 'isotonic';
  /** Ascending scores. */
  readonly scores: readonly number[];
  /** Value at each score, not descending. */
  readonly values: readonly number[];
}

/** Neighbouring rows that share a value. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly sum: number;
  readonly rows: number;
}

const valueOf = ({ sum, rows }: Block): number => sum / rows;

/** @returns one block for each different score, ascending */
function blocksByScore(scores: Float64Array, targets: Float64Array): Block[] {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const blocks: Block[] = [];
  for (const row of order) {
    const score = scores[row]!;
    const open = blocks.at(-1);
    if (open?.last === score) {
      blocks[blocks.length - 1] = { ...open, sum: open.sum + targets[row]!, rows: open.rows + 1 };
    } else blocks.push({ first: score, last: score, sum: targets[row]!, rows: 1 });
  }
  return blocks;
}

/** Merges a block with those before it as long as they are not lower. */
function pool(pooled: Block[], block: Block): void {
  let merged = block;
  for (let before = pooled.at(-1); before && valueOf(before) >= valueOf(merged); before = pooled.at(-1)) {
    pooled.pop();
    merged = { first: before.first, last: merged.last, sum: before.sum + merged.sum, rows: before.rows + merged.rows };
  }
  pooled.push(merged);
}

/**
 * Least-squares fit of a non-decreasing function (pool adjacent violators); rows of equal score share their mean.
 * @param scores  any finite numbers
 * @param targets labels 0 and 1, or any finite numbers
 * @throws TabularShapeError, TabularTargetError
 * @see Zadrozny, Elkan (2002), Transforming classifier scores into accurate multiclass probability estimates, KDD '02
 * @see de Leeuw, Hornik, Mair (2009), Journal of Statistical Software 32(5), for the algorithm
 */
export function fitIsotonic(scores: ArrayLike<number>, targets: ArrayLike<number>): IsotonicModel {
  const pooled: Block[] = [];
  const checked = checkScores(scores);
  for (const block of blocksByScore(checked, checkTarget(targets, scores.length, 'number'))) pool(pooled, block);
  const knots = pooled.flatMap((block) => {
    const value = valueOf(block);
    const scoresOfBlock = block.first === block.last ? [block.first] : [block.first, block.last];
    return scoresOfBlock.map((score) => ({ score, value }));
  });
  return { kind: 'isotonic', scores: knots.map(({ score }) => score), values: knots.map(({ value }) => value) };
}

/** @returns float64 [rows]; the first and last value outside of the scores that were fitted */
export function predictIsotonic({ scores, values }: IsotonicModel, asked: ArrayLike<number>): Float64Array {
  return Float64Array.from(asked, (score) => {
    if (Number.isNaN(score)) return NaN;
    const next = scores.findIndex((knot) => knot >= score);
    if (next < 0) return values.at(-1)!;
    if (next === 0) return values[0]!;
    const share = (score - scores[next - 1]!) / (scores[next]! - scores[next - 1]!);
    return values[next - 1]! + share * (values[next]! - values[next - 1]!);
  });
}
