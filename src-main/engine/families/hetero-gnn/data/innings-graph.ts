import type { DeliveryKeys } from '../edges/delivery-keys';

/** A player at each delivery of an innings, as the embedding tables know him. */
export interface PlayerColumns {
  /** Vocabulary id, 0 = never seen in training. */
  readonly id: Int32Array;
  /** Team id for the fallback: the team he played most for in training, else the team he plays for here (0 when unknown). */
  readonly team: Int32Array;
  /** Role for the fallback: from training, else from what he does in this innings (batting position, bowling). */
  readonly role: Int32Array;
}

/**
 * Everything the network needs of one innings of n deliveries. Row i of `context` and of `players` is the moment *before*
 * delivery i: it depends on deliveries 0 .. i-1 and on who is about to face and bowl. Row i of `balls` is delivery i itself,
 * so the sample of delivery i may see rows 0 .. i-1 of `balls` only.
 *
 * Players of the ball encoder are `players.bowler.id[i]` and `players.striker.id[i]` of the ball.
 */
export interface InningsGraph {
  /** Position in `MatchArchive.innings`. */
  readonly innings: number;
  /** n. */
  readonly length: number;
  /** Vocabulary ids, 0 = unknown. */
  readonly venue: number;
  readonly battingTeam: number;
  readonly bowlingTeam: number;
  /** A chase by the rules in force: the second head of `innings_conditional` and `full` answers. */
  readonly isChase: boolean;
  readonly isSuperOver: boolean;
  /** float32 [n, CONTEXT_WIDTH]; columns by CONTEXT_OFFSETS. */
  readonly context: Float32Array;
  /** float32 [n, BALL_WIDTH]. */
  readonly balls: Float32Array;
  readonly players: {
    readonly striker: PlayerColumns;
    readonly nonStriker: PlayerColumns;
    readonly bowler: PlayerColumns;
  };
  /** What edges are made of; see edges/. */
  readonly keys: DeliveryKeys;
  /** Class of each delivery, uint8 [n]. */
  readonly labels: Uint8Array;
  /** 1 = delivery is a sample: it has history (i >= 1) and the label rule admits it. uint8 [n]. */
  readonly isTarget: Uint8Array;
}
