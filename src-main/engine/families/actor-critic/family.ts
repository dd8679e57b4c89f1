import type { ExperimentConfig } from '#contract/config/experiment';
import type { ActorCriticConfig } from '#contract/config/actor-critic';
import { experimentOf } from '../experiment-of';
import type { Family } from '../family';
import { checkTerritory } from './check-source';
import { createInferenceTask } from './inference-task';
import { createNetwork } from './network/network';
import { checkPreprocessing, checkRules } from './preprocessing';
import { previewBatches } from './preview-batches';
import { createTrainingTask } from './training-task';

const PROBE_SEED = 0;

const ofFamily = (experiment: ExperimentConfig): ActorCriticConfig => experimentOf('actor-critic', experiment);

/** Two actor-critic networks trained by PPO on the game Territory. See docs/families/actor-critic.md. */
export const actorCritic: Family = {
  id: 'actor-critic',

  prepare: (experiment, context) => createTrainingTask(ofFamily(experiment), context),

  checkStart(experiment, stored, takesAll) {
    const config = ofFamily(experiment);
    // Of a network with other frames the layers behind the first can still be taken over.
    if (takesAll) checkPreprocessing(stored, config);
    else checkRules(stored);
  },

  describe(experiment) {
    const { model, ppo } = ofFamily(experiment);
    return createNetwork(model, ppo);
  },

  probe(experiment, samples) {
    const [batch] = previewBatches(ofFamily(experiment), [samples], PROBE_SEED, 0);
    return batch!;
  },

  async infer(experiment, stored, context) {
    const config = ofFamily(experiment);
    checkPreprocessing(stored, config);
    return createInferenceTask(config, context);
  },

  checkSource: () => Promise.resolve().then(() => checkTerritory()),

  // The game is its own data: there is nothing to write.
  generateSource: () => Promise.resolve({ files: [], rows: 0 }),
};
