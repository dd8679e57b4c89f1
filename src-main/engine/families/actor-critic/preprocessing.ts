import {
  actorCriticPreprocessingSchema,
  type ActorCriticConfig,
  type ActorCriticPreprocessing,
} from '#contract/config/actor-critic';
import { PreprocessingMismatchError } from '#contract/errors/data-errors';
import { EnvironmentHashError, FrameStackError } from '#contract/errors/environment-errors';
import { ENVIRONMENT_HASH } from '../../environments/territory/environment-hash';

/** What a checkpoint says of the games that it was trained on. */
export const currentPreprocessing = ({ model }: ActorCriticConfig): ActorCriticPreprocessing => ({
  version: 1,
  environmentHash: ENVIRONMENT_HASH,
  frameStack: model.frame_stack,
});

/**
 * @param stored what a checkpoint holds
 * @returns frames that its network sees
 * @throws EnvironmentHashError when it was trained under other rules
 * @throws PreprocessingMismatchError when it is not of this family and version
 */
export function checkRules(stored: unknown): number {
  const parsed = actorCriticPreprocessingSchema.safeParse(stored);
  if (!parsed.success) throw new PreprocessingMismatchError(parsed.error.issues[0]!.message);
  const { environmentHash, frameStack } = parsed.data;
  if (environmentHash !== ENVIRONMENT_HASH)
    throw new EnvironmentHashError('The checkpoint', environmentHash, ENVIRONMENT_HASH);
  return frameStack;
}

/**
 * @param stored what a checkpoint holds
 * @throws FrameStackError when the configuration gives it another number of frames
 * @throws EnvironmentHashError, PreprocessingMismatchError as {@link checkRules}
 */
export function checkPreprocessing(stored: unknown, { model }: ActorCriticConfig): void {
  const frames = checkRules(stored);
  if (frames !== model.frame_stack) throw new FrameStackError(frames, model.frame_stack);
}
