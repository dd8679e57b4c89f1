import { encodeAction, WAIT } from '../game/action-codec';
import type { Bot } from './bot';

/** Waits, always: what doing nothing is worth. */
export const idle: Bot = () => encodeAction(WAIT, 0, false);
