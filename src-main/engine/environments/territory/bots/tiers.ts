import { TERRITORY_TIERS, type TerritoryBot, type TerritoryTier } from '#contract/territory';
import { TierUnknownError } from '#contract/errors/environment-errors';

/** The five opponents of a tier, players 2 to 6. */
export const TIERS = {
  dormant: ['idle', 'idle', 'idle', 'idle', 'idle'],
  easy: ['expander', 'expander', 'masked_random', 'masked_random', 'idle'],
  normal: ['expander', 'expander', 'greedy', 'greedy', 'masked_random'],
  hard: ['greedy', 'greedy', 'greedy', 'aggressor', 'aggressor'],
  brutal: ['tactician', 'tactician', 'tactician', 'greedy', 'greedy'],
} as const satisfies Record<TerritoryTier, readonly TerritoryBot[]>;

/**
 * @returns the opponents of a tier that came from outside, by its name
 * @throws TierUnknownError
 */
export function opponentsOf(tier: string): readonly TerritoryBot[] {
  const known = TERRITORY_TIERS.find((name) => name === tier);
  if (known === undefined) throw new TierUnknownError(tier, TERRITORY_TIERS);
  return TIERS[known];
}
