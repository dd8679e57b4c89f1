import type { BoxScores } from '../box-scores/box-scores';
import { PlayerHistory } from './player-history';
import { TeamHistory } from './team-history';

/** A source with its histories: everything that features and lists are computed from. */
export interface League {
  readonly box: BoxScores;
  readonly players: PlayerHistory;
  readonly teams: TeamHistory;
}

export const createLeague = (box: BoxScores): League => ({
  box,
  players: new PlayerHistory(box),
  teams: new TeamHistory(box),
});
