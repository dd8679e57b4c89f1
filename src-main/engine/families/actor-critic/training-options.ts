import type { ActorCriticConfig } from '#contract/config/actor-critic';
import type { Monitor, TrainingOptions } from '../../trainer/training-options';

/** @returns updates of a run: the rollout in which the last decision falls is whole */
export const updatesOf = ({ environment, ppo }: ActorCriticConfig): number =>
  Math.ceil(ppo.total_decisions / (environment.environments * ppo.rollout_steps));

/** @returns positions of each optimiser step of an update, when nothing ends it early */
export function minibatchSizes({ environment, ppo }: ActorCriticConfig): readonly number[] {
  const decisions = environment.environments * ppo.rollout_steps;
  const count = Math.ceil(decisions / ppo.minibatch);
  const pass = Array.from({ length: count }, (_, at) => Math.min(ppo.minibatch, decisions - at * ppo.minibatch));
  return Array.from({ length: ppo.epochs }, () => pass).flat();
}

/**
 * What the trainer needs of the configuration. The checkpoint with the best games on fixed seeds is shipped, never the one with the best return; of equal
 * ones the last, since a policy that wins every game by drawing its actions needs further updates until its likeliest action wins too.
 */
export function trainingOptions(config: ActorCriticConfig, seed: number): TrainingOptions {
  const { ppo, evaluation, engine } = config;
  const score: Monitor = { split: 'validation', metric: 'score', mode: 'max', ties: 'last' };
  return {
    seed,
    epochs: updatesOf(config),
    learningRate: ppo.learning_rate,
    optimizer: ppo.optimizer,
    schedule: ppo.schedule,
    maxGradientNorm: ppo.max_gradient_norm,
    monitor: score,
    // The loss of PPO says nothing about the policy.
    lossMonitor: score,
    earlyStopping: null,
    notLearningPatience: 0,
    evaluateEvery: evaluation.every_updates,
    engine,
  };
}
