import { describe, expect, it } from 'vitest';
import {
  criticDiscount,
  playerNames,
  shareAxisEnd,
  sharePath,
} from '../../../../src-renderer/features/inspect/territory/game-figures';

const frameOf = (...shares: number[]) => ({
  action: null,
  changes: [],
  allowed: [],
  reward: 0,
  players: shares.map((share) => ({ share, troops: 1, orders: [], gold: 0, cities: 0, isAlive: true })),
});

describe('a game of Territory', () => {
  it('numbers scripted players that a tier has twice', () => {
    expect(playerNames(['expander', 'greedy', 'expander', 'masked_random'])).toEqual([
      'learner',
      'expander 1',
      'greedy',
      'expander 2',
      'masked-random',
    ]);
  });

  it('compares the critic with the reward of the replay only when it learned from that', () => {
    const config = { 'environment.reward': '"default"', 'ppo.normalize_rewards': 'null', 'ppo.discount': '0.995' };
    expect(criticDiscount({ config })).toBe(0.995);
    expect(criticDiscount({ config: { ...config, 'environment.reward': '"survival"' } })).toBeNull();
    expect(criticDiscount({ config: { ...config, 'ppo.normalize_rewards': 'true' } })).toBeNull();
    expect(criticDiscount({ config: {} })).toBeNull();
  });

  it('draws shares up to a frame on an axis that holds the whole game', () => {
    const frames = [frameOf(0.1, 0.2), frameOf(0.3, 0.1), frameOf(0.45, 0)];
    expect(shareAxisEnd(frames)).toBe(0.6);
    expect(shareAxisEnd([frameOf(0.01)])).toBe(0.2);
    const size = { width: 100, height: 60, end: 0.6 };
    expect(sharePath(frames, 1, 1, size)).toBe('M0.0 50.0L50.0 30.0');
    expect(sharePath(frames, 2, 2, size)).toBe('M0.0 40.0L50.0 50.0L100.0 60.0');
  });
});
