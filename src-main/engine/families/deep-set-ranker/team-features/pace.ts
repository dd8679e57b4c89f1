import { SeasonSums } from './season-sums';
import type { TeamFeatureGroupDefinition } from './team-feature-group';

/** Possessions of both teams, mean over the season's games before the day. */
export const pace: TeamFeatureGroupDefinition = {
  names: ['pace'],
  create: ({ box }) => {
    const sums = new SeasonSums(box);
    return {
      startSeason: () => sums.clear(),
      addGame: (game) => sums.add(game),
      valuesOn(team) {
        const { games, gamePossessions } = sums.of(team);
        return [games === 0 ? Number.NaN : gamePossessions / games];
      },
    };
  },
};
