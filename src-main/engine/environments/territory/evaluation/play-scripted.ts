import type { TerritoryBot, TerritoryReward, TerritoryTier } from '#contract/territory';
import { BOTS } from '../bots/bots';
import { Episode } from '../episode/episode';
import { RandomNumbers, STREAM } from '../game/random-numbers';
import { LEARNER } from '../game/rules';
import { makeTerritoryMap } from '../map/territory-map';
import type { TerritoryEpisode } from '#contract/territory';

/** Games that are played for an evaluation: an own map for each. */
export interface GameList {
  readonly tier: TerritoryTier;
  readonly reward: TerritoryReward;
  readonly seeds: readonly number[];
}

/** Lets a scripted player play the learner of each game; it acts in every decision. */
export function* playScripted(bot: TerritoryBot, { tier, reward, seeds }: GameList): Generator<TerritoryEpisode> {
  const episode = new Episode({ tier, reward, selfPlay: false });
  const action = new Int32Array(1);
  for (const seed of seeds) {
    const random = new RandomNumbers(seed, STREAM.sampling);
    episode.reset(seed, makeTerritoryMap(seed));
    while (!episode.isOver()) {
      action[0] = BOTS[bot](episode.seats[LEARNER - 1]!, random);
      episode.play(action, 0);
    }
    yield episode.info(LEARNER, episode.outcome(LEARNER)!);
  }
}
