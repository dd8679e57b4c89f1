import { CLASS_COUNT } from '../matches/ball-class';

/**
 * Softmax of each row, in double precision.
 * @param logits [n * 7]
 * @returns float64 [n * 7]
 */
export function softmaxRows(logits: ArrayLike<number>): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += CLASS_COUNT) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = start; at < start + CLASS_COUNT; at += 1) largest = Math.max(largest, logits[at]!);
    let sum = 0;
    for (let at = start; at < start + CLASS_COUNT; at += 1) sum += probabilities[at] = Math.exp(logits[at]! - largest);
    for (let at = start; at < start + CLASS_COUNT; at += 1) probabilities[at]! /= sum;
  }
  return probabilities;
}

/** Class with the largest value of each row; of equals the first. */
export function argmaxRows(values: ArrayLike<number>): Uint8Array {
  const classes = new Uint8Array(values.length / CLASS_COUNT);
  for (let row = 0; row < classes.length; row += 1) {
    let best = 0;
    for (let at = 1; at < CLASS_COUNT; at += 1) {
      if (values[row * CLASS_COUNT + at]! > values[row * CLASS_COUNT + best]!) best = at;
    }
    classes[row] = best;
  }
  return classes;
}
