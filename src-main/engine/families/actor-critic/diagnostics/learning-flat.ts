import type { Finding } from '../../../environments/territory/diagnostics/finding';

/** Episodes, sum and sum of squares of their scores, of one update. */
export type UpdateScores = readonly [episodes: number, sum: number, squares: number];

const WINDOW_SHARE = 0.3;
const FEWEST_EPISODES = 100;
const NORMAL_95 = 1.96;

interface Trend {
  readonly mean: number;
  /** Of the mean. */
  readonly halfWidth: number;
  /** Slope of the score over the updates / its standard error. */
  readonly slopeInErrors: number;
}

/** Weighted straight line through the mean scores of updates, each episode counting once. */
function trendOf(window: readonly UpdateScores[]): Trend {
  let [count, sum, squares, sumX] = [0, 0, 0, 0];
  window.forEach(([n, total, square], x) => {
    count += n;
    sum += total;
    squares += square;
    sumX += n * x;
  });
  const [mean, meanX] = [sum / count, sumX / count];
  let [spreadX, together] = [0, 0];
  window.forEach(([n, total], x) => {
    spreadX += n * (x - meanX) ** 2;
    together += (x - meanX) * (total - n * mean);
  });
  const slope = spreadX === 0 ? 0 : together / spreadX;
  const total = Math.max(0, squares - count * mean ** 2);
  const residual = Math.max(0, total - slope * together) / Math.max(1, count - 2);
  const error = Math.sqrt(residual / Math.max(spreadX, Number.MIN_VALUE));
  return {
    mean,
    halfWidth: NORMAL_95 * Math.sqrt(total / Math.max(1, count - 1) / count),
    slopeInErrors: slope === 0 ? 0 : error === 0 ? Math.sign(slope) * Infinity : slope / error,
  };
}

/**
 * LEARN-FLAT: over the last 30 % of the run the score of the training episodes did not rise and is not above `greedy`, or
 * cannot be told from those of doing nothing and of chance. A policy that is already better than `greedy` may rest.
 *
 * @param scores    of every update so far
 * @param updates   of the whole run
 * @param baselines mean scores of the scripted players
 */
export function learningFlat(
  scores: readonly UpdateScores[],
  updates: number,
  baselines: { readonly idle: number; readonly random: number; readonly greedy: number },
): Finding | null {
  const length = Math.ceil(WINDOW_SHARE * updates);
  const window = scores.slice(-length);
  const episodes = window.reduce((sum, [n]) => sum + n, 0);
  if (window.length < length || episodes < FEWEST_EPISODES) return null;
  const { mean, halfWidth, slopeInErrors } = trendOf(window);
  const isFlat = Math.abs(slopeInErrors) < NORMAL_95 && mean <= baselines.greedy;
  const isChance = mean - halfWidth <= Math.max(baselines.idle, baselines.random);
  if (!isFlat && !isChance) return null;
  return {
    id: 'learn-flat',
    severity: 'warning',
    message: `Over the last ${length} updates the mean score of ${episodes} episodes is ${mean.toFixed(3)}, its slope ${slopeInErrors.toFixed(1)} standard errors; idle has ${baselines.idle.toFixed(3)}, random ${baselines.random.toFixed(3)}, greedy ${baselines.greedy.toFixed(3)}.`,
    cause: isChance
      ? 'The policy plays no better than doing nothing or than chance.'
      : 'The policy has stopped improving.',
    nextStep:
      'Look at act-noeffect, pol-uniform and val-poor; model.initial_wait_share (0.45), a start on tier easy and ppo.entropy_weight are the first things to change.',
    value: mean,
  };
}
