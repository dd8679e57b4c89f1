/** How far predicted ranks lie from the actual ones, in ranks. */
export interface RankErrors {
  readonly meanAbsolute: number;
  readonly rootMeanSquared: number;
}

/** @param predicted, actual ranks of the same things, at least one */
export function rankErrors(predicted: ArrayLike<number>, actual: ArrayLike<number>): RankErrors {
  let [absolute, squared] = [0, 0];
  for (let index = 0; index < predicted.length; index += 1) {
    const difference = predicted[index]! - actual[index]!;
    absolute += Math.abs(difference);
    squared += difference * difference;
  }
  return { meanAbsolute: absolute / predicted.length, rootMeanSquared: Math.sqrt(squared / predicted.length) };
}
