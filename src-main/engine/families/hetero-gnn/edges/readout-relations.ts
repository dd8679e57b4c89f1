import type { DeliveryKeys } from './delivery-keys';
import type { ReadoutRelation } from './relations';

/** Balls that the dynamics nodes hear of. */
const INFORMING_BALLS = 12;

type ReadoutRule = (keys: DeliveryKeys, ball: number, moment: number) => boolean;

/** Whether an earlier ball leads to the context node of the moment before delivery `moment`. */
const READOUT_RULES = {
  faced_by: ({ striker }, ball, moment) => striker[ball] === striker[moment],
  partnered_by: ({ striker, nonStriker }, ball, moment) =>
    striker[ball] === nonStriker[moment] || nonStriker[ball] === nonStriker[moment],
  bowled_by: ({ bowler }, ball, moment) => bowler[ball] === bowler[moment],
  informs: (_, ball, moment) => moment - ball <= INFORMING_BALLS,
} as const satisfies Record<ReadoutRelation, ReadoutRule>;

/** @returns the source balls of each relation for the sample of delivery `moment`, ascending */
export function readoutBalls(keys: DeliveryKeys, moment: number): Readonly<Record<ReadoutRelation, Int32Array>> {
  const ballsOf = (relation: ReadoutRelation): Int32Array => {
    const balls: number[] = [];
    for (let ball = 0; ball < moment; ball += 1) if (READOUT_RULES[relation](keys, ball, moment)) balls.push(ball);
    return Int32Array.from(balls);
  };
  return {
    faced_by: ballsOf('faced_by'),
    partnered_by: ballsOf('partnered_by'),
    bowled_by: ballsOf('bowled_by'),
    informs: ballsOf('informs'),
  };
}

/** @returns float32 [n moments, n balls], 1 = the ball is a source for the moment; never for ball >= moment */
export function readoutMask(keys: DeliveryKeys, relation: ReadoutRelation): Float32Array {
  const { length } = keys;
  const mask = new Float32Array(length * length);
  for (let moment = 1; moment < length; moment += 1) {
    for (let ball = 0; ball < moment; ball += 1)
      if (READOUT_RULES[relation](keys, ball, moment)) mask[moment * length + ball] = 1;
  }
  return mask;
}
