import { PLAYERS } from '../game/rules';
import type { RewardPreset } from './reward-facts';
import { ending } from './terms';

/** Weight of the standing, doubling at 10, 25 and 50 % of the cap. */
const weightAt = (progress: number): number => (progress < 0.1 ? 1 : progress < 0.25 ? 2 : progress < 0.5 ? 4 : 8);

/** The standing among the players, weighted more the longer the game lasts; no penalty for being eliminated. */
export const rankLog = {
  standing: ({ rank, progress }) => (1 - rank / PLAYERS) * weightAt(progress),
  ending: ending({ win: 10_000, loss: 0, timeout: -5000 }),
} as const satisfies RewardPreset;
