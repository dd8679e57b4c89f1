import { ACTIONS } from '../game/action-codec';
import type { Bot } from './bot';

const mask = new Uint8Array(ACTIONS);

/** Any of the allowed actions, each equally likely. */
export const maskedRandom: Bot = (seat, numbers) => {
  seat.writeMask(mask, 0);
  let allowed = 0;
  for (let action = 0; action < ACTIONS; action++) allowed += mask[action]!;
  let left = numbers.below(allowed);
  for (let action = 0; action < ACTIONS; action++) {
    if (mask[action] === 1 && left-- === 0) return action;
  }
  throw new RangeError('A mask allows at least one action.');
};
