import { ACTIONS } from '../game/action-codec';
import type { Bot } from './bot';

/** Any of the 90 actions, also those that do nothing. */
export const random: Bot = (_, numbers) => numbers.below(ACTIONS);
