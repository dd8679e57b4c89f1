/** Room for same_matchup edges, a ball; doubled for the rare batch that needs more. */
const MATCHUPS_A_BALL = 5;

/** @returns length of the edge list of a batch: few different ones, since each is a compiled form of the step */
export function matchupRoom(balls: number, edges: number): number {
  let room = balls * MATCHUPS_A_BALL;
  while (room < edges) room *= 2;
  return room;
}
