import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { actorCriticSchema } from '#contract/config/actor-critic';
import { TERRITORY_TIERS } from '#contract/territory';
import type { NamedTensors, StepResult } from '../../src-main/engine/backend/executor';
import { createExecutor } from '../../src-main/engine/backend/registry';
import { evaluationSeeds } from '../../src-main/engine/environments/territory/evaluation/evaluation-seeds';
import { summarizeGames } from '../../src-main/engine/environments/territory/evaluation/evaluation-summary';
import { playMode } from '../../src-main/engine/families/actor-critic/evaluation/play-split';
import { asObservations, asUpdate } from '../../src-main/engine/families/actor-critic/network/network-inputs';
import { networkParameters } from '../../src-main/engine/families/actor-critic/network/network-parameters';
import { maskedLogProbabilities } from '../../src-main/engine/families/actor-critic/network/policy-and-value';
import { ppoLoss } from '../../src-main/engine/families/actor-critic/network/ppo-loss';
import { PpoLearner } from '../../src-main/engine/families/actor-critic/ppo-learner';
import { minibatchSizes, updatesOf } from '../../src-main/engine/families/actor-critic/training-options';
import type { Model } from '../../src-main/engine/families/family';
import { linear, linearParameters } from '../../src-main/engine/layers/linear';
import { clipByGlobalNorm } from '../../src-main/engine/optimizers/clip-by-global-norm';
import { createOptimizer } from '../../src-main/engine/optimizers/registry';
import { plainRandomFiller } from '../../src-main/engine/random/plain-random-filler';
import { createSchedule } from '../../src-main/engine/schedules/registry';
import { initializeParameters } from '../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../src-main/engine/trainer/model-store';

/*
 * The PPO of the family `actor-critic` with a network that sees the 16 global numbers and no map: minutes where the real
 * networks take hours, so that settings can be told apart (docs/families/actor-critic.md).
 *
 *   node test/bench/run.mjs territory-globals [tier] [decisions] [first WAIT share, or uniform] [seed] [fast or gentle]
 */
const [, , tierName, decisionsText, waitText, seedText, settings = 'fast'] = process.argv;
const tier = TERRITORY_TIERS.find((name) => name === tierName) ?? 'easy';
const seed = Number(seedText ?? 42);
const UPDATE = {
  fast: { minibatch: 128, epochs: 2, learning_rate: 1e-3 },
  gentle: { minibatch: 384, epochs: 4, learning_rate: 3e-4 },
};
const config = actorCriticSchema.parse({
  family: 'actor-critic',
  environment: { tier },
  model: { norm: 'none', initial_wait_share: Number(waitText) || null },
  ppo: { total_decisions: Number(decisionsText ?? 61_440), ...UPDATE[settings === 'gentle' ? 'gentle' : 'fast'] },
});

const HEADS = ['actor.output', 'critic.output'];

function policyAndValue(parameters: NamedTensors, inputs: NamedTensors) {
  const { globals, action_mask: mask } = asObservations(inputs);
  const hidden = ['globals.0', 'globals.1', 'fusion'].reduce<Tensor2D>(
    (current, name) => tf.relu(linear(parameters, name, current)),
    globals,
  );
  const [logits, values] = HEADS.map((name) => linear(parameters, name, hidden)) as [Tensor2D, Tensor2D];
  return {
    logProbabilities: maskedLogProbabilities(logits, mask),
    value: tf.reshape<tf.Rank.R1>(values, [values.shape[0]]),
  };
}

const gain = { kind: 'orthogonal', gain: Math.SQRT2 } as const;
const model: Model = {
  // The real network's own, but for a fusion layer that nothing else than the globals goes into.
  parameters: [
    ...networkParameters(config.model).filter(
      ({ block, name }) => block === 'globals' || HEADS.some((head) => name.startsWith(head)),
    ),
    ...linearParameters({
      name: 'fusion',
      block: 'fusion',
      inputs: 128,
      outputs: 128,
      weight: gain,
      bias: { kind: 'zeros' },
    }),
  ],
  blocks: [],
  loss: (parameters, inputs) => {
    const answer = policyAndValue(parameters, inputs);
    const { loss, logProbability, entropy } = ppoLoss(answer, asUpdate(inputs), config.ppo);
    return { loss, outputs: { log_probability: logProbability, entropy, value: answer.value } };
  },
  forward: (parameters, inputs) => {
    const { logProbabilities, value } = policyAndValue(parameters, inputs);
    return { log_probabilities: logProbabilities, value };
  },
};

const { parameters, kernels } = createModelStore(model);
initializeParameters(parameters, model.parameters, seed, plainRandomFiller);
const executor = await createExecutor('onnxruntime', { threads: 1 });
const step = executor.training(model.loss, parameters);
const forward = executor.forward(model.forward, parameters);
const learner = new PpoLearner(config, seed);
const optimizer = createOptimizer(config.ppo.optimizer, parameters, { kernels });
const stepsPerUpdate = minibatchSizes(config).length;
const totalSteps = updatesOf(config) * stepsPerUpdate;
const schedule = createSchedule(config.ppo.schedule, {
  learningRate: config.ppo.learning_rate,
  totalSteps,
  mode: 'max',
});

let steps = 0;
let newest: StepResult | null = null;
const session = {
  forward,
  parameters,
  compile: (other: Model['forward']) => executor.forward(other, parameters),
  forwardOf: () => forward,
  lastStep: () => newest,
  isOver: () => Promise.resolve(false),
};

async function update(index: number): Promise<void> {
  const learningRate = schedule.learningRate(index * stepsPerUpdate);
  for await (const { inputs } of learner.epoch(index, session)) {
    newest = await step.run(inputs);
    clipByGlobalNorm(parameters.gradients, config.ppo.max_gradient_norm ?? Infinity, kernels);
    optimizer.step(parameters, { learningRate, stepIndex: steps++ });
  }
}

const EVERY = 10;
for (let index = 0; index < updatesOf(config); index++) {
  await update(index);
  if ((index + 1) % EVERY !== 0 || learner.recent.length === 0) continue;
  const { outcomes, score, waitShare } = summarizeGames(learner.recent);
  const shares = `won ${outcomes.win.count}, eliminated ${outcomes.eliminated.count} of ${learner.recent.length}`;
  const played = (index + 1) * learner.buffer.decisions;
  console.log(`${played} decisions: ${shares}, score ${score.toFixed(3)}, WAIT ${waitShare.toFixed(2)}`);
}
const list = { tier, reward: 'default', seeds: evaluationSeeds(tier) } as const;
for (const mode of ['sampled', 'argmax'] as const) {
  const play = { rows: config.environment.environments, frames: 1, signal: new AbortController().signal };
  const { outcomes, score } = summarizeGames(await playMode(mode, forward, list, play, () => {}));
  console.log(`${tier}, ${mode}: ${outcomes.win.count} of ${list.seeds.length} won, score ${score.toFixed(3)}`);
}
console.log(`${(process.cpuUsage().user / 1e6).toFixed(0)} s of processor time`);
await executor.dispose();
