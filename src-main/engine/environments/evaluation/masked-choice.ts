/** What masked logits are set to before a softmax: small enough to get no weight, large enough to stay finite. */
export const MASKED_LOGIT = -1e8;

/**
 * @param from, count  where the row's logits and mask lie
 * @returns the allowed action with the largest logit, the first of equals
 */
export function argmaxAllowed(logits: Float32Array, mask: Uint8Array, from: number, count: number): number {
  let best = -1;
  for (let action = 0; action < count; action++) {
    if (mask[from + action] === 0) continue;
    if (best === -1 || logits[from + action]! > logits[from + best]!) best = action;
  }
  return best;
}

/**
 * Draws an allowed action with the probabilities of the softmax over the allowed logits.
 * @param uniform a random number in [0, 1)
 */
export function sampleAllowed(
  logits: Float32Array,
  mask: Uint8Array,
  from: number,
  count: number,
  uniform: number,
): number {
  const best = argmaxAllowed(logits, mask, from, count);
  const largest = logits[from + best]!;
  let total = 0;
  for (let action = 0; action < count; action++) {
    if (mask[from + action] === 1) total += Math.exp(logits[from + action]! - largest);
  }
  let left = uniform * total;
  for (let action = 0; action < count; action++) {
    if (mask[from + action] === 0) continue;
    left -= Math.exp(logits[from + action]! - largest);
    if (left < 0) return action;
  }
  // Rounding left a crumb of the total.
  return best;
}
