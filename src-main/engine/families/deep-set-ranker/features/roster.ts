import type { Season } from '../box-scores/box-scores';
import type { League } from './league';

/** Earlier than any game. */
const BEGINNING_OF_TIME = -(2 ** 31);

/** The players of a team on a day, most minutes first. */
export interface Roster {
  /** Positions in `BoxScores.players`. */
  readonly players: readonly number[];
  /** Whole minutes for the team in the window, same order. */
  readonly minutes: readonly number[];
}

/**
 * Roster of a team as of a day, from games before that day only (spec section 2.3): minutes of each player for the
 * team this season; players whose latest game was for another team are gone; players without minutes drop out; the
 * first `size` by minutes, ties by position in the source. A team without games this season has the roster of all its
 * earlier games; when every player has left since, the filter is lifted.
 */
export function rosterOnDay(league: League, team: number, season: Season, day: number, size: number): Roster {
  const since = league.teams.slotsBetween(team, season.start, day).length > 0 ? season.start : BEGINNING_OF_TIME;
  const totals = minutesByPlayer(league, team, since, day);
  const played = [...totals].filter(([, minutes]) => minutes > 0);
  const current = played.filter(([player]) => league.players.latestTeam(player, since, day) === team);
  const roster = (current.length > 0 ? current : played).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, size);
  return { players: roster.map(([player]) => player), minutes: roster.map(([, minutes]) => minutes) };
}

/** @returns minutes for the team by player, from `since` to before `day` */
export function minutesByPlayer(league: League, team: number, since: number, day: number): Map<number, number> {
  const { playerGames } = league.box;
  const totals = new Map<number, number>();
  for (const slot of league.teams.slotsBetween(team, since, day)) {
    const game = slot >> 1;
    for (let row = playerGames.offsets[game]!; row < playerGames.offsets[game + 1]!; row += 1) {
      if (playerGames.sides[row] !== (slot & 1)) continue;
      const player = playerGames.players[row]!;
      totals.set(player, (totals.get(player) ?? 0) + playerGames.minutes[row]!);
    }
  }
  return totals;
}
