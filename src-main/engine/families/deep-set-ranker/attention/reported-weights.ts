import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';

/** Keys of `model_a` that colour the reported weights. */
export type ReportOptions = Pick<
  DeepSetRankerConfig['model_a'],
  'minutes_bias_weight' | 'minutes_sum_min' | 'attention_fallback_strategy'
>;

/** Weights of a team as they are shown. */
export interface ReportedWeights {
  /** Sums to 1 over the roster, 0 on padding; all 0 for a team without players. */
  readonly weights: Float64Array;
  /** The attention could not be used and the fallback stands in for it. */
  readonly isFallback: boolean;
}

/** Below this the attention of a roster counts as collapsed. */
const COLLAPSED_SUM = 1e-6;
const SMALLEST_SUM = 1e-8;

/**
 * The weights that are shown for a team (spec section 3.2): attention blended with the share of minutes, replaced by a
 * fallback when it has collapsed. This is display: scores come from the raw weights, unless `bias_in_pooling` blends
 * the minutes into the pooling itself. Diagnostics look at the raw weights.
 *
 * @param attention raw weights, one a roster slot
 * @param minutes   share of the roster's largest minutes, same length
 * @param isPlayer  which slots hold a player
 */
export function reportedWeights(
  attention: ArrayLike<number>,
  minutes: ArrayLike<number>,
  isPlayer: (slot: number) => boolean,
  options: ReportOptions,
): ReportedWeights {
  const slots = Array.from(attention, (_, slot) => slot);
  const real = Float64Array.from(slots, (slot) => (isPlayer(slot) ? Math.max(0, minutes[slot]!) : 0));
  const weights = Float64Array.from(slots, (slot) => (isPlayer(slot) ? attention[slot]! : 0));
  blend(weights, real, options);
  const total = sum(weights);
  const isFallback = slots.some(isPlayer) && !(total >= COLLAPSED_SUM && Number.isFinite(total));
  return isFallback ? { weights: fallback(slots, isPlayer, real, options), isFallback } : { weights, isFallback };
}

/** w <- (1 - a) w + a m / sum(m), then to the sum 1. */
function blend(
  weights: Float64Array,
  minutes: Float64Array,
  { minutes_bias_weight: share, minutes_sum_min }: ReportOptions,
): void {
  const total = sum(minutes);
  if (share <= 0 || total <= minutes_sum_min) return;
  // A collapsed attention stays collapsed: blended, it would pass for one that follows the minutes.
  if (!(sum(weights) >= COLLAPSED_SUM)) return;
  weights.forEach((weight, slot) => {
    weights[slot] = (1 - share) * weight + (share * minutes[slot]!) / Math.max(total, SMALLEST_SUM);
  });
  const blended = sum(weights) + SMALLEST_SUM;
  weights.forEach((weight, slot) => {
    weights[slot] = weight / blended;
  });
}

function fallback(
  slots: readonly number[],
  isPlayer: (slot: number) => boolean,
  minutes: Float64Array,
  options: ReportOptions,
): Float64Array {
  const total = sum(minutes);
  const players = slots.filter(isPlayer).length;
  const byMinutes = options.attention_fallback_strategy === 'minutes' && total > 0;
  return Float64Array.from(slots, (slot) => (byMinutes ? minutes[slot]! / total : isPlayer(slot) ? 1 / players : 0));
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
