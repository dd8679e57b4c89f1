import { PLAYERS } from '../game/rules';
import type { RewardTerm } from './reward-facts';

/** @returns `factor` times the change of the share of land */
export const shareChange =
  (factor: number): RewardTerm =>
  ({ shareBefore, share }) =>
    factor * (share - shareBefore);

/** @returns a reward at the end of the game, by how it ended; 0 before */
export const ending =
  (values: { readonly win: number; readonly loss: number; readonly timeout: number }): RewardTerm =>
  ({ outcome }) =>
    outcome === null ? 0 : outcome === 'win' ? values.win : outcome === 'timeout' ? values.timeout : values.loss;

export const constant =
  (value: number): RewardTerm =>
  () =>
    value;

/** @returns places gained in the ranking, negative when lost */
export const placesGained: RewardTerm = ({ rankBefore, rank }) => rankBefore - rank;

export const isTopHalf = (rank: number): boolean => rank <= PLAYERS / 2;
