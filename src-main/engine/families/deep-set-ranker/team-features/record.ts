import type { TeamFeatureGroupDefinition } from './team-feature-group';

/**
 * The table of the day: win rate and games of the season so far, the win rate of the season before, and the place within
 * the conference and within the league (equal win rates share the better place).
 */
export const record: TeamFeatureGroupDefinition = {
  names: ['win_rate', 'games', 'previous_win_rate', 'conference_place', 'league_place'],
  create: ({ box }) => {
    const games = new Int32Array(box.teams.length);
    const wins = new Int32Array(box.teams.length);
    const previous = new Float64Array(box.teams.length).fill(Number.NaN);
    const rate = (team: number): number => (games[team] === 0 ? Number.NaN : wins[team]! / games[team]!);
    const placeAmong = (team: number, others: readonly number[]): number =>
      games[team] === 0 ? Number.NaN : 1 + others.filter((other) => rate(other) > rate(team)).length;
    const everybody = box.teams.map((_, team) => team);
    const conferenceOf = (team: number) =>
      everybody.filter((other) => box.teams[other]!.conference === box.teams[team]!.conference);
    return {
      startSeason() {
        everybody.forEach((team) => {
          previous[team] = rate(team);
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
      valuesOn: (team) => [
        rate(team),
        games[team]!,
        previous[team]!,
        placeAmong(team, conferenceOf(team)),
        placeAmong(team, everybody),
      ],
    };
  },
};
