import type { TeamFeatureGroupDefinition } from './team-feature-group';

/** Games of a team in a full season; in the two shortened ones a team never comes to the last of them. */
const SEASON_GAMES = 82;
/** A team that cannot reach so many wins any more has nothing to play for. */
const HOPEFUL_WINS = 42;
const LATE_GAMES = 15;

/**
 * What is left to play for: days to the end of the season's range, whether 42 wins are out of reach, whether the last 15
 * of 82 games are on, and both at once. Counted within the season.
 */
export const motivation: TeamFeatureGroupDefinition = {
  names: ['days_to_season_end', 'eliminated', 'late_season', 'late_season_eliminated'],
  create: ({ box }) => {
    const games = new Int32Array(box.teams.length);
    const wins = new Int32Array(box.teams.length);
    let lastDay = 0;
    return {
      startSeason(season) {
        games.fill(0);
        wins.fill(0);
        lastDay = season.end;
      },
      addGame(game) {
        for (const slot of [2 * game, 2 * game + 1]) {
          const team = box.games.teams[slot]!;
          games[team]! += 1;
          wins[team]! += box.teamGames.won[slot]!;
        }
      },
      valuesOn(team, day) {
        const remaining = Math.max(0, SEASON_GAMES - games[team]!);
        const eliminated = wins[team]! + remaining < HOPEFUL_WINS ? 1 : 0;
        const late = remaining <= LATE_GAMES ? 1 : 0;
        return [lastDay - day, eliminated, late, eliminated * late];
      },
    };
  },
};
