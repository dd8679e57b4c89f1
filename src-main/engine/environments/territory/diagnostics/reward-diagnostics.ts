import type { TerritoryEpisode } from '#contract/territory';
import { gameScore } from '../evaluation/evaluation-summary';
import { correlation, ranks } from './correlation';
import type { Finding } from './finding';

const DOMINANT_SHARE = 0.8;
const SMALLEST_CORRELATION = 0.3;
/** Episodes that the rank correlation needs to mean something. */
const ALIGNMENT_EPISODES = 100;
const LARGEST_DEVIATION = 100;
const LARGEST_VALUE_LOSS = 1e3;

/** REW-DOMINANT: one term is nearly the whole reward. */
export function rewardDominant(episodes: readonly TerritoryEpisode[]): Finding | null {
  const totals = new Map<string, number>();
  for (const { rewardTerms } of episodes) {
    for (const [name, value] of Object.entries(rewardTerms))
      totals.set(name, (totals.get(name) ?? 0) + Math.abs(value));
  }
  const all = [...totals.values()].reduce((sum, value) => sum + value, 0);
  const [name, largest] = [...totals].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (totals.size < 2 || all === 0 || largest / all <= DOMINANT_SHARE) return null;
  return {
    id: 'rew-dominant',
    severity: 'info',
    message: `The reward term ${name} is ${((100 * largest) / all).toFixed(0)} % of the absolute sum of all terms.`,
    cause: 'The other terms hardly move the return, so what they should teach is not learned.',
    nextStep: 'Check that this term is what you want; the preset `default` has none that dominates once games are won.',
    value: largest / all,
  };
}

/** REW-MISALIGNED: a better return does not go with a better game. Needs 100 episodes; judges the last 100. */
export function rewardMisaligned(episodes: readonly TerritoryEpisode[]): Finding | null {
  const last = episodes.slice(-ALIGNMENT_EPISODES);
  const scores = last.map(gameScore);
  // Where all games ended alike there is nothing to go with.
  if (last.length < ALIGNMENT_EPISODES || new Set(scores).size === 1) return null;
  const value = correlation(ranks(last.map(({ episode }) => episode.episodeReturn)), ranks(scores));
  if (value >= SMALLEST_CORRELATION) return null;
  return {
    id: 'rew-misaligned',
    severity: 'warning',
    message: `The rank correlation of return and game score is ${value.toFixed(2)} over ${last.length} episodes.`,
    cause: 'The reward pays for something else than winning: a longer game, acting at all.',
    nextStep: 'Train with environment.reward default, and compare runs by their score, never by their return.',
    value,
  };
}

/**
 * REW-SCALE: returns or the value loss are of a size that swamps the shared trunk.
 * @param valueLoss of the last update, null before the first
 */
export function rewardScale(episodes: readonly TerritoryEpisode[], valueLoss: number | null): Finding | null {
  const returns = episodes.map(({ episode }) => episode.episodeReturn);
  const mean = returns.reduce((sum, value) => sum + value, 0) / Math.max(1, returns.length);
  const deviation = Math.sqrt(
    returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, returns.length),
  );
  const isLossLarge = valueLoss !== null && valueLoss > LARGEST_VALUE_LOSS;
  if (deviation <= LARGEST_DEVIATION && !isLossLarge) return null;
  return {
    id: 'rew-scale',
    severity: 'warning',
    message: `The deviation of the return is ${deviation.toFixed(0)}${isLossLarge ? `, the value loss ${valueLoss.toFixed(0)}` : ''}.`,
    cause: 'The gradient of the value drowns that of the policy in the layers that they share.',
    nextStep: 'Divide rewards by the running deviation of the discounted return, or use environment.reward default.',
    value: deviation,
  };
}
