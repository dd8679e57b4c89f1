/** A rollout of parallel environments, row-major [steps, rows]. */
export interface AdvantageInput {
  readonly steps: number;
  readonly rows: number;
  readonly rewards: Float32Array;
  /** Value of the observation that each action was chosen from. */
  readonly values: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Value of the final observation where `truncated` is 1; not read elsewhere. */
  readonly finalValues: Float32Array;
  /** float32 [rows], value of the observation after the last step. */
  readonly lastValues: Float32Array;
  readonly discount: number;
  readonly traceDecay: number;
}

/**
 * Generalised advantage estimates of a rollout in which episodes end in both ways:
 *
 *   delta_t = r_t + discount * V_next * (1 - terminated_t) - V_t,   A_t = delta_t + discount * traceDecay * (1 - done_t) * A_(t+1)
 *
 * with V_next the value of the final observation where the episode was truncated. Nothing flows across the end of an episode.
 *
 * @param advantages float32 [steps, rows], overwritten; the return that a value is fitted to is advantage + value
 * @see Schulman et al. (2016), High-dimensional continuous control using generalized advantage estimation
 */
export function generalizedAdvantages(input: AdvantageInput, advantages: Float32Array): void {
  const { steps, rows, rewards, values, terminated, truncated, finalValues, lastValues, discount, traceDecay } = input;
  for (let row = 0; row < rows; row++) {
    let next = lastValues[row]!;
    let advantage = 0;
    for (let at = (steps - 1) * rows + row; at >= 0; at -= rows) {
      const isDone = terminated[at] === 1 || truncated[at] === 1;
      const nextValue = terminated[at] === 1 ? 0 : truncated[at] === 1 ? finalValues[at]! : next;
      const delta = rewards[at]! + discount * nextValue - values[at]!;
      advantage = delta + (isDone ? 0 : discount * traceDecay * advantage);
      advantages[at] = advantage;
      next = values[at]!;
    }
  }
}
