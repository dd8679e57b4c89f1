import type { TerritoryBot } from '#contract/territory';
import type { Bot } from './bot';
import { expander } from './expander';
import { aggressor, greedy } from './greedy';
import { idle } from './idle';
import { maskedRandom } from './masked-random';
import { random } from './random';
import { tactician } from './tactician';

export const BOTS = {
  idle,
  random,
  masked_random: maskedRandom,
  expander,
  greedy,
  aggressor,
  tactician,
} satisfies Record<TerritoryBot, Bot>;
