import { TERRITORY_TIERS, type TerritoryTier } from '#contract/territory';

/** Games of a full evaluation. */
export const EVALUATION_GAMES = 100;

/**
 * @returns the fixed seeds of a tier's evaluation, 1000 times the tier's place and up; training seeds begin at 2^31 and
 * training maps at 0 to the size of the pool, so neither a game nor a map of the evaluation is ever trained on
 */
export const evaluationSeeds = (tier: TerritoryTier, games = EVALUATION_GAMES): readonly number[] =>
  Array.from({ length: games }, (_, i) => (TERRITORY_TIERS.indexOf(tier) + 1) * 10_000 + i);
