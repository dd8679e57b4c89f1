import { expect, it } from 'vitest';
import { EnvironmentHashError } from '../../../../../../src-preload/contract/errors/environment-errors';
import { territoryFramesSchema } from '../../../../../../src-preload/contract/snapshots/territory-replay';
import { BOTS } from '../../../../../../src-main/engine/environments/territory/bots/bots';
import { Episode } from '../../../../../../src-main/engine/environments/territory/episode/episode';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import { makeTerritoryMap } from '../../../../../../src-main/engine/environments/territory/map/territory-map';
import { replayFrames } from '../../../../../../src-main/engine/environments/territory/replay/replay-frames';

it('plays a recorded game again to the same end, tile by tile, and refuses one of other rules', () => {
  const episode = new Episode({ tier: 'normal', reward: 'default', selfPlay: false });
  episode.reset(21, makeTerritoryMap(21));
  const action = new Int32Array(1);
  const random = new RandomNumbers(1, 1);
  while (!episode.isOver()) {
    action[0] = BOTS.greedy(episode.seats[0]!, random);
    episode.play(action, 0);
  }
  const { frames, opponents, outcome, terrain } = territoryFramesSchema.parse(replayFrames(episode.replay()));
  expect(frames).toHaveLength(episode.game.decision + 1);
  expect(outcome).toBe(episode.outcome(1));
  const codes = new Array<number>(16_384).fill(0);
  for (const { changes } of frames) for (let i = 0; i < changes.length; i += 2) codes[changes[i]!] = changes[i + 1]!;
  expect(codes).toEqual([...episode.game.board.code]);
  expect(terrain).toEqual([...episode.game.board.terrain]);
  const total = frames.reduce((sum, { reward }) => sum + reward, 0);
  expect(total).toBeCloseTo(episode.info(1, outcome!).episode.episodeReturn, 9);
  // Whatever was played was allowed where it was played; WAIT (80) always is, until the game is over.
  frames.forEach(({ allowed }, index) => {
    const next = frames[index + 1];
    expect(allowed.includes(80)).toBe(next !== undefined);
    if (next !== undefined) expect(allowed).toContain(next.action);
  });
  expect(opponents).toEqual(['expander', 'expander', 'greedy', 'greedy', 'masked_random']);
  expect(() => replayFrames({ ...episode.replay(), environmentHash: 'older' })).toThrow(EnvironmentHashError);
});
