import type { Diagnostic } from '#contract/diagnostics';
import type { AttentionHealth } from '../attention/attention-health';

/** Normalised entropy below which one player has nearly everything: the published sick runs lie at 0.25. */
export const SATURATED_ENTROPY = 0.4;
/** Above this the weights differ by less than a few percent: the attention is a mean. */
export const UNIFORM_ENTROPY = 0.995;
/** Scores closer together than this give no order worth the name. */
export const SMALLEST_SCORE_DEVIATION = 1e-3;
/** The uniform alarm waits this long: at the start every attention is nearly uniform. */
const UNIFORM_FROM_EPOCH = 3;

type Rule = (health: AttentionHealth, epoch: number) => Omit<Diagnostic, 'epoch' | 'step'> | null;

const RULES: readonly Rule[] = [
  ({ nonFiniteScores, nonFiniteWeights }) =>
    nonFiniteScores + nonFiniteWeights === 0
      ? null
      : {
          id: 'not-finite-outputs',
          severity: 'error',
          message: `${nonFiniteScores} scores and ${nonFiniteWeights} attention weights of the snapshot are not finite.`,
          cause: 'The weights have left the finite numbers.',
          nextStep: 'Lower model_a.learning_rate or set model_a.grad_clip_max_norm, then start again.',
          value: nonFiniteScores + nonFiniteWeights,
        },
  ({ allZeroCount, teams }) =>
    allZeroCount === 0
      ? null
      : {
          id: 'attention-all-zero',
          severity: 'warning',
          message: `The attention of ${allZeroCount} of ${teams} teams is zero everywhere.`,
          cause: 'All players of these teams are masked.',
          nextStep: 'Check the rosters of the source: assay data check NAME.',
          value: allZeroCount,
        },
  ({ fallbackCount, teams }) =>
    fallbackCount === 0
      ? null
      : {
          id: 'attention-fallback',
          severity: 'warning',
          message: `The reported weights of ${fallbackCount} of ${teams} teams are the fallback's, not the attention's.`,
          cause:
            'The raw weights sum to nearly zero or are not finite. The fallback colours the explanation only; scores are unchanged.',
          nextStep: 'Lower model_a.learning_rate, and look at the raw weights of the run.',
          value: fallbackCount,
        },
  ({ entropy }) =>
    entropy >= SATURATED_ENTROPY
      ? null
      : {
          id: 'attention-saturated',
          severity: 'warning',
          message: `The attention is saturated: its entropy is ${entropy.toFixed(3)} of 1, so nearly all weight lies on one player.`,
          cause: 'A saturated softmax sums to 1 and passes every sum check, but hardly any gradient flows through it.',
          nextStep: 'Lower model_a.learning_rate, keep training.normalize_statistics on, or raise model_a.dropout.',
          value: entropy,
        },
  ({ entropy }, epoch) =>
    entropy <= UNIFORM_ENTROPY || epoch < UNIFORM_FROM_EPOCH
      ? null
      : {
          id: 'attention-uniform',
          severity: 'info',
          message: `The attention is nearly uniform: its entropy is ${entropy.toFixed(4)} of 1.`,
          cause: 'The network takes the plain mean of the players; the weights explain nothing.',
          nextStep:
            'Train longer or with a higher model_a.learning_rate before reading the weights; the scores may be fine.',
          value: entropy,
        },
  ({ scoreDeviation }) =>
    scoreDeviation >= SMALLEST_SCORE_DEVIATION
      ? null
      : {
          id: 'scores-collapsed',
          severity: 'warning',
          message: `The scores of a list differ by ${scoreDeviation.toExponential(1)} only.`,
          cause: 'The network gives every team nearly the same score; a loss of ln 15! = 27.8993 goes with it.',
          nextStep:
            'Raise model_a.learning_rate, or check that the statistics reach the network (model_a.attention_debug: true).',
          value: scoreDeviation,
        },
];

/** @returns what a snapshot says about the attention and the scores after an epoch */
export const attentionDiagnostics = (health: AttentionHealth, epoch: number): readonly Diagnostic[] =>
  RULES.flatMap((rule) => {
    const found = rule(health, epoch);
    return found ? [{ ...found, epoch, step: null }] : [];
  });
