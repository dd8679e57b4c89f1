import type { ActorCriticConfig } from '#contract/config/actor-critic';
import { generalizedAdvantages } from '../../environments/generalized-advantages';
import { ACTIONS } from '../../environments/territory/game/action-codec';
import { mixSeeds } from '../../environments/territory/game/random-numbers';
import { TerritoryVectorEnvironment } from '../../environments/territory/territory-vector-environment';
import { randomStream, type RandomStream } from '../../random/random-stream';
import type { TrainingBatch } from '../family';
import { networkNoise } from './network/network-inputs';
import { RolloutBuffer } from './rollout/rollout-buffer';
import { UpdateBatches } from './rollout/update-batches';

/** Games side by side; enough that positions differ. */
const MOST_ENVIRONMENTS = 12;

/**
 * Batches of games that are played by drawing among the allowed actions: what a policy sees before it has learned anything.
 * Training makes its own; these choose an executor, measure a step and time a model.
 *
 * @param sizes positions of each batch
 */
export function* previewBatches(
  config: ActorCriticConfig,
  sizes: Iterable<number>,
  seed: number,
  epoch: number,
): Iterable<TrainingBatch> {
  const environments = Math.min(config.environment.environments, MOST_ENVIRONMENTS);
  const { tier, reward } = config.environment;
  const environment = new TerritoryVectorEnvironment({
    environments,
    tier,
    reward,
    mapPoolSize: environments,
    selfPlay: null,
  });
  let seen = environment.reset(mixSeeds(seed, epoch));
  const random = randomStream(seed, 'preview.actions', epoch);
  for (const size of sizes) {
    const steps = Math.ceil(size / environments);
    const buffer = new RolloutBuffer({ steps, environments, frames: config.model.frame_stack });
    for (let step = 0; step < steps; step++) {
      buffer.record(step, seen, environment.decisions);
      seen = playStep(environment, buffer, step, random);
    }
    yield batchOf(buffer, size, config);
  }
}

function playStep(environment: TerritoryVectorEnvironment, buffer: RolloutBuffer, step: number, random: RandomStream) {
  const { environments } = buffer.shape;
  const first = step * environments;
  for (let row = first; row < first + environments; row++) {
    const mask = buffer.actionMasks.subarray(row * ACTIONS, (row + 1) * ACTIONS);
    const allowed = Array.from(mask.keys()).filter((action) => mask[action] === 1);
    buffer.actions[row] = allowed[random.integer(allowed.length)]!;
    buffer.logProbabilities[row] = -Math.log(allowed.length);
  }
  const result = environment.step(buffer.actions.subarray(first, first + environments));
  buffer.rewards.set(result.rewards, first);
  buffer.terminated.set(result.terminated, first);
  buffer.truncated.set(result.truncated, first);
  return result;
}

function batchOf(buffer: RolloutBuffer, size: number, { ppo, model }: ActorCriticConfig): TrainingBatch {
  const { steps, environments: rows } = buffer.shape;
  const { rewards, values, terminated, truncated, finalValues, advantages } = buffer;
  const lastValues = new Float32Array(rows);
  const { discount, gae_lambda: traceDecay } = ppo;
  generalizedAdvantages(
    { steps, rows, rewards, values, terminated, truncated, finalValues, lastValues, discount, traceDecay },
    advantages,
  );
  // The value of everything is 0 here, so advantages are returns.
  buffer.returns.set(advantages);
  const decisions = Array.from({ length: size }, (_, decision) => decision);
  const inputs = new UpdateBatches(buffer, ppo.normalize_advantages).update(decisions);
  return { inputs, noise: networkNoise(model, size), samples: size };
}
