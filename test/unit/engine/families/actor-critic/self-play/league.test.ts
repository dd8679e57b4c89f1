import { describe, expect, it } from 'vitest';
import { ParameterStore } from '../../../../../../src-main/engine/backend/parameter-store';
import { League } from '../../../../../../src-main/engine/families/actor-critic/self-play/league';
import { randomStream } from '../../../../../../src-main/engine/random/random-stream';

const SPECS = [{ name: 'layer.0.weight', shape: [2], trainable: true, decay: false, block: 'all' }];

/** A league of at most three that the weights [u, u] joined after each update u of 1 to `updates`. */
function leagueAfter(updates: number): League {
  const league = new League(3);
  const parameters = new ParameterStore(SPECS);
  for (let update = 1; update <= updates; update++) {
    parameters.values.fill(update);
    league.join(update, parameters);
  }
  return league;
}
const updatesOf = (league: League): number[] => league.members.map(({ update }) => update);

describe('League', () => {
  it('keeps copies of the newest weights, oldest first', () => {
    const league = leagueAfter(5);
    expect(updatesOf(league)).toEqual([3, 4, 5]);
    expect(league.members.map(({ weights }) => weights['layer.0.weight']!.data[1])).toEqual([3, 4, 5]);
  });

  it('comes back from its tensors, in order of the updates whatever their number of digits', () => {
    const restored = new League(3);
    const tensors = leagueAfter(11).tensors();
    expect(Object.keys(tensors)).toEqual(['9', '10', '11'].map((update) => `league.${update}.layer.0.weight`));
    restored.restore(Object.fromEntries(Object.entries(tensors).reverse()));
    expect(updatesOf(restored)).toEqual([9, 10, 11]);
    expect(restored.tensors()).toEqual(tensors);
  });

  it('draws the weights of now as often as asked, and each member equally often', () => {
    const league = leagueAfter(3);
    const counts = new Map<number | null, number>();
    for (let rollout = 0; rollout < 4000; rollout++) {
      const update = league.draw(randomStream(1, 'ppo.opponents', rollout), 0.4)?.update ?? null;
      counts.set(update, (counts.get(update) ?? 0) + 1);
    }
    // 4000 draws: the deviation of a share of 0.4 is 31, of 0.2 it is 25.
    expect(Math.abs(counts.get(null)! - 1600)).toBeLessThan(4 * 31);
    for (const update of [1, 2, 3]) expect(Math.abs(counts.get(update)! - 800)).toBeLessThan(4 * 25);
  });

  it('draws the weights of now while it is empty, whatever their share', () => {
    expect(new League(3).draw(randomStream(1, 'ppo.opponents', 0), 0)).toBeNull();
  });
});
