import type { TerritoryTier } from '#contract/territory';
import { BOTS } from '../bots/bots';
import { Episode } from '../episode/episode';
import { RandomNumbers, STREAM } from '../game/random-numbers';
import { makeTerritoryMap } from '../map/territory-map';

const DECISIONS = 60;
/** Every scripted player is in one of these tiers. */
const TIER_OF_SEED: Readonly<Record<number, TerritoryTier>> = { 1: 'normal', 2: 'hard', 3: 'brutal' };

/**
 * Plays the learner of a seed by the masked random player for 60 decisions, eliminated or not, so that every rule is
 * met: orders of all sizes, cities, absorbed players.
 * @param seed 1, 2 or 3, as in `GOLDEN_HASHES`
 * @returns the state hash at the end
 */
export function goldenHash(seed: number): string {
  const episode = new Episode({ tier: TIER_OF_SEED[seed]!, reward: 'default', selfPlay: false });
  const random = new RandomNumbers(seed, STREAM.sampling);
  const action = new Int32Array(1);
  episode.reset(seed, makeTerritoryMap(seed));
  for (let decision = 0; decision < DECISIONS; decision++) {
    action[0] = BOTS.masked_random(episode.seats[0]!, random);
    episode.play(action, 0);
  }
  return episode.game.stateHash();
}
