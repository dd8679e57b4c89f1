import type { ActorCriticConfig } from '#contract/config/actor-critic';
import type { EvaluationSplit } from '#contract/ids';
import { evaluationSeeds } from '../../../environments/territory/evaluation/evaluation-seeds';
import type { GameList } from '../../../environments/territory/evaluation/play-scripted';

/**
 * `validation` chooses the checkpoint and is played again and again; `test` is played once, by the shipped weights. Their
 * seeds differ from each other and from those of training.
 */
export const PLAYED_SPLITS = ['validation', 'test'] as const satisfies readonly EvaluationSplit[];
export type PlayedSplit = (typeof PLAYED_SPLITS)[number];

/** Place of the first validation seed among the seeds of a tier; more test games than this are refused by the schema. */
const FIRST_VALIDATION_SEED = 5000;

/**
 * @param games of the split; default as configured
 * @returns the games of a split on the tier that the run is judged on
 */
export function gameList(
  { environment, evaluation }: Pick<ActorCriticConfig, 'environment' | 'evaluation'>,
  split: PlayedSplit,
  games?: number,
): GameList {
  const { reward } = environment;
  const tier = environment.final_tier ?? environment.tier;
  if (split === 'test') return { tier, reward, seeds: evaluationSeeds(tier, games ?? evaluation.games) };
  const first = evaluationSeeds(tier, 1)[0]! + FIRST_VALIDATION_SEED;
  const count = games ?? evaluation.selection_games;
  return { tier, reward, seeds: Array.from({ length: count }, (_, index) => first + index) };
}
