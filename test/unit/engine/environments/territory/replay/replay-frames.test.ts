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
  const { frames, outcome, terrain } = territoryFramesSchema.parse(replayFrames(episode.replay()));
  expect(frames).toHaveLength(episode.game.decision + 1);
  expect(outcome).toBe(episode.outcome(1));
  const codes = new Array<number>(16_384).fill(0);
  for (const { changes } of frames) for (let i = 0; i < changes.length; i += 2) codes[changes[i]!] = changes[i + 1]!;
  expect(codes).toEqual([...episode.game.board.code]);
  expect(terrain).toEqual([...episode.game.board.terrain]);
  const total = frames.reduce((sum, { reward }) => sum + reward, 0);
  expect(total).toBeCloseTo(episode.info(1, outcome!).episode.episodeReturn, 9);
  expect(() => replayFrames({ ...episode.replay(), environmentHash: 'older' })).toThrow(EnvironmentHashError);
});
