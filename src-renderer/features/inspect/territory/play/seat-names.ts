import type { TerritoryBot } from '#contract/territory';
import { playerNames } from '../game-figures';

/** @returns names of the six seats: the person, the agent, the scripted players */
export const seatNames = (opponents: readonly TerritoryBot[]): readonly string[] => [
  'you',
  'agent',
  ...playerNames([...opponents]).slice(1),
];

/** @returns the scripted players that keep their seat, of the five of a tier: the agent has that of the first */
export const seatedOpponents = (opponents: readonly TerritoryBot[]): readonly TerritoryBot[] => opponents.slice(1);
