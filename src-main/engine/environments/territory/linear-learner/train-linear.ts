import type { TerritoryTier } from '#contract/territory';
import { LINEAR_ROLLOUT, LinearPpo, type LinearUpdate } from './linear-ppo';

export interface LinearTraining {
  readonly tier: TerritoryTier;
  readonly seed: number;
  /** Decisions to play, rounded up to whole rollouts of 1,024. */
  readonly decisions: number;
  readonly signal?: AbortSignal;
  readonly onUpdate?: (update: LinearUpdate) => void;
}

/**
 * Trains the sanity learner from nothing.
 * @returns its weights, float64 [43]
 * @throws DOMException `AbortError` when the signal was aborted
 */
export function trainLinear({ tier, seed, decisions, signal, onUpdate }: LinearTraining): Float64Array {
  const learner = new LinearPpo(tier, seed);
  for (let played = 0; played < decisions; played += LINEAR_ROLLOUT) {
    signal?.throwIfAborted();
    const update = learner.update();
    onUpdate?.(update);
  }
  return learner.weights;
}
