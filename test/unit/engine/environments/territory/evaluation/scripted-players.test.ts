import { expect, it } from 'vitest';
import { BOTS } from '../../../../../../src-main/engine/environments/territory/bots/bots';
import { Episode } from '../../../../../../src-main/engine/environments/territory/episode/episode';
import { summarizeGames } from '../../../../../../src-main/engine/environments/territory/evaluation/evaluation-summary';
import { playScripted } from '../../../../../../src-main/engine/environments/territory/evaluation/play-scripted';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import { MapPool } from '../../../../../../src-main/engine/environments/territory/map/map-pool';

it('orders the scripted players as the table does: idle loses, greedy and tactician win on easy', () => {
  const summary = (bot: 'masked_random' | 'greedy' | 'tactician') =>
    summarizeGames([
      ...playScripted(bot, { tier: 'easy', reward: 'default', seeds: Array.from({ length: 12 }, (_, i) => i) }),
    ]);
  const [chance, greedy, tactician] = [summary('masked_random'), summary('greedy'), summary('tactician')];
  expect(chance.outcomes.win.count).toBe(0);
  // 66 of 100 and 90 of 100 in the study; both lie within Wilson's interval of these games.
  expect(greedy.outcomes.win.lower).toBeLessThan(0.66);
  expect(greedy.outcomes.win.upper).toBeGreaterThan(0.66);
  expect(tactician.outcomes.win.upper).toBeGreaterThan(0.9);
  expect(tactician.score).toBeGreaterThan(greedy.score);
});

it('is fair to its seats: six greedy players lead at the end about equally often', () => {
  const episode = new Episode({ tier: 'hard', reward: 'default', selfPlay: true });
  const maps = new MapPool(8);
  const actions = new Int32Array(6);
  const games = 36;
  const leads = [0, 0, 0, 0, 0, 0];
  for (let seed = 0; seed < games; seed++) {
    const random = new RandomNumbers(seed, 1);
    episode.reset(seed, maps.map(seed % 8));
    while (!episode.isOver() && episode.game.decision < 80) {
      episode.seats.forEach((seat, i) => (actions[i] = BOTS.greedy(seat, random)));
      episode.play(actions, 0);
    }
    const tiles = episode.seats.map((seat) => seat.tiles);
    leads[tiles.indexOf(Math.max(...tiles))]! += 1;
  }
  const chiSquare = leads.reduce((sum, count) => sum + (count - games / 6) ** 2 / (games / 6), 0);
  // 5 degrees of freedom: 15.09 is the 99 % quantile.
  expect(chiSquare).toBeLessThan(15.09);
});
