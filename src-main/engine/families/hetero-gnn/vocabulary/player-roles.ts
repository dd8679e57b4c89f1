import type { PlayerRecord } from './player-record';
import { PLAYER_ROLES } from './vocabulary';
import type { PlayerRole } from './vocabulary';

/** Legal balls a match from which somebody counts as a bowler: one over and a half of the four that he may bowl. */
const BOWLER_BALLS = 9;
/** Last batting position, as a median, of somebody who is picked to bat as well. */
const LAST_ALLROUNDER_POSITION = 6.5;

const ROLE_BY_POSITION: readonly (readonly [last: number, role: PlayerRole])[] = [
  [2, 'opener'],
  [3.5, 'top_order'],
  [5.5, 'middle_order'],
  [7.5, 'finisher'],
  [Number.POSITIVE_INFINITY, 'bowler'],
];

const roleId = (role: PlayerRole): number => PLAYER_ROLES.indexOf(role);

/** Role by batting position alone, for people that training never saw: what he does in this innings. */
export const roleOfPosition = (position: number): number =>
  roleId(ROLE_BY_POSITION.find(([last]) => position <= last)![1]);

export const BOWLER_ROLE = roleId('bowler');

/**
 * Role by what somebody did in the training matches: keeper when he stumped and hardly bowls; else by balls bowled a match
 * and median batting position. Rules of ours: the reference asked a language model, which knows the future.
 */
export function roleOfRecord({ matchesByTeam, battingPositions, ballsBowled, stumpings }: PlayerRecord): number {
  const matches = [...matchesByTeam.values()].reduce((sum, count) => sum + count, 0);
  const bowls = ballsBowled / Math.max(matches, 1) >= BOWLER_BALLS;
  if (stumpings > 0 && !bowls) return roleId('keeper');
  const position = median(battingPositions);
  if (bowls) return roleId(position !== null && position <= LAST_ALLROUNDER_POSITION ? 'allrounder' : 'bowler');
  return position === null ? roleId('unknown') : roleOfPosition(position);
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
