import type { TeamFeatureGroupDefinition } from './team-feature-group';

/** The table of the day: win rate and games of the season so far, and the win rate of the season before. */
export const record: TeamFeatureGroupDefinition = {
  names: ['win_rate', 'games', 'previous_win_rate'],
  create: ({ box }) => {
    const games = new Int32Array(box.teams.length);
    const wins = new Int32Array(box.teams.length);
    const previous = new Float64Array(box.teams.length).fill(Number.NaN);
    return {
      startSeason() {
        games.forEach((count, team) => {
          previous[team] = count === 0 ? Number.NaN : wins[team]! / count;
        });
        games.fill(0);
        wins.fill(0);
      },
      addGame(game) {
        for (const slot of [2 * game, 2 * game + 1]) {
          const team = box.games.teams[slot]!;
          games[team]! += 1;
          wins[team]! += box.teamGames.won[slot]!;
        }
      },
      valuesOn: (team) => [games[team] === 0 ? Number.NaN : wins[team]! / games[team]!, games[team]!, previous[team]!],
    };
  },
};
