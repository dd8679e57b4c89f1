import { describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { PreprocessingMismatchError } from '#contract/errors/data-errors';
import { EnvironmentHashError, FrameStackError } from '#contract/errors/environment-errors';
import { ENVIRONMENT_HASH } from '../../../../../src-main/engine/environments/territory/environment-hash';
import { actorCritic } from '../../../../../src-main/engine/families/actor-critic/family';

const config = experimentSchema.parse({ family: 'actor-critic', model: { frame_stack: 4 } });
const stored = { version: 1, environmentHash: ENVIRONMENT_HASH, frameStack: 4 };
const start = (preprocessing: Parameters<NonNullable<typeof actorCritic.checkStart>>[1], takesAll = true) =>
  actorCritic.checkStart!(config, preprocessing, takesAll);

describe('training that goes on from a checkpoint', () => {
  it('goes on from one of the same game and frames', () => {
    expect(start(stored)).toBeUndefined();
  });

  it('is refused for one of other rules, also where only equal parameters are taken over', () => {
    const older = { ...stored, environmentHash: '0123456789ab' };
    expect(() => start(older)).toThrow(EnvironmentHashError);
    expect(() => start(older, false)).toThrow(EnvironmentHashError);
    expect(() => start(older)).toThrow(
      `belongs to the environment 0123456789ab, this program plays ${ENVIRONMENT_HASH}`,
    );
  });

  it('is refused for one of other frames, whose equal parameters can be taken over', () => {
    const single = { ...stored, frameStack: 1 };
    expect(() => start(single)).toThrow(FrameStackError);
    expect(start(single, false)).toBeUndefined();
  });

  it('is refused for one that says nothing of its game', () => {
    expect(() => start({ version: 1 })).toThrow(PreprocessingMismatchError);
  });
});
