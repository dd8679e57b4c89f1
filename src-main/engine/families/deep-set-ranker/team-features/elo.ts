import type { TeamFeatureGroupDefinition } from './team-feature-group';

const START = 1500;
const SCALE = 400;
const K = 20;
/** Share of the distance to the start that a team goes back between two seasons. */
const REVERSION = 0.25;

/** @returns the factor of K: results of the first games say more. @param games of both teams this season */
const certainty = (games: number): number => (games < 10 ? 1.5 : games < 30 ? 1 : 0.8);

/** Elo rating before the day (Elo 1978): no home edge; a quarter back to the start at each season's beginning. */
export const elo: TeamFeatureGroupDefinition = {
  names: ['elo'],
  create: ({ box }) => {
    const ratings = new Float64Array(box.teams.length).fill(START);
    const games = new Int32Array(box.teams.length);
    return {
      startSeason() {
        ratings.forEach((rating, team) => {
          ratings[team] = rating + REVERSION * (START - rating);
        });
        games.fill(0);
      },
      addGame(game) {
        const home = box.games.teams[2 * game]!;
        const away = box.games.teams[2 * game + 1]!;
        const expected = 1 / (1 + 10 ** ((ratings[away]! - ratings[home]!) / SCALE));
        const change = K * certainty(games[home]! + games[away]!) * (box.teamGames.won[2 * game]! - expected);
        ratings[home]! += change;
        ratings[away]! -= change;
        games[home]! += 1;
        games[away]! += 1;
      },
      valuesOn: (team) => [ratings[team]!],
    };
  },
};
