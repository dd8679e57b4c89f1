import { expect, it } from 'vitest';
import { REWARDS } from '../../../../../../src-main/engine/environments/territory/rewards/rewards';
import type {
  RewardFacts,
  RewardPreset,
} from '../../../../../../src-main/engine/environments/territory/rewards/reward-facts';

const FACTS: RewardFacts = {
  shareBefore: 0.1,
  share: 0.12,
  troopsBefore: 500,
  troops: 500,
  fullness: 0.45,
  density: 4,
  capacity: 1000,
  rankBefore: 3,
  rank: 3,
  absorbed: 0,
  isWait: false,
  distinctOctants: 1,
  progress: 0.2,
  outcome: null,
};
const reward = (preset: RewardPreset, facts: Partial<RewardFacts> = {}): number =>
  Object.values(preset).reduce((sum, term) => sum + term({ ...FACTS, ...facts }), 0);

it('default: 5 a share, 0.5 an opponent, 5 at the end', () => {
  expect(reward(REWARDS.default)).toBeCloseTo(0.1, 12);
  expect(reward(REWARDS.default, { absorbed: 2, outcome: 'win' })).toBeCloseTo(6.1, 12);
  expect(reward(REWARDS.default, { outcome: 'outpaced' })).toBeCloseTo(-4.9, 12);
  expect(reward(REWARDS.default, { outcome: 'timeout' })).toBeCloseTo(0.1, 12);
});

it('the other presets follow their tables', () => {
  // 1000 * 0.02 + 5 + 0.5
  expect(reward(REWARDS['brief-4term'])).toBeCloseTo(25.5, 10);
  expect(reward(REWARDS['brief-4term'], { fullness: 0.1, outcome: 'eliminated' })).toBeCloseTo(-9989.5, 8);
  // 5000 * 0.02 + 0.5 + 1 - 0.1
  expect(reward(REWARDS['action-bonus'])).toBeCloseTo(101.4, 10);
  expect(reward(REWARDS.survival, { outcome: 'timeout' })).toBe(-4999);
  // (1 - 3 / 6) * 2 between 10 and 25 % of the cap
  expect(reward(REWARDS['rank-log'])).toBe(1);
  expect(reward(REWARDS['rank-log'], { outcome: 'eliminated' })).toBe(1);
  // 200 * 0.02 + 0.1 (action) + 5 (density) + 1 (top half) + 1.5 (one direction) + 0.2 (survival) - 0.05
  expect(reward(REWARDS['complex-15'])).toBeCloseTo(11.75, 10);
});
