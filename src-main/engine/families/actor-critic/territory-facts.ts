import type { ActorCriticConfig } from '#contract/config/actor-critic';
import { ENVIRONMENT_HASH } from '../../environments/territory/environment-hash';
import { MAP_TILES } from '../../environments/territory/game/rules';
import type { ActionEffects } from '../../environments/territory/diagnostics/action-effect';
import type { TrainingTask } from '../family';
import { minibatchSizes, updatesOf } from './training-options';

const MEBIBYTE = 2 ** 20;
const thousands = (value: number): string => value.toLocaleString('en-GB');

/**
 * Facts for the pre-flight: the game, how much is played, what a rollout takes.
 * @param effects of the attacks that were tried before the start
 */
export function territoryFacts(config: ActorCriticConfig, effects: ActionEffects): TrainingTask['facts'] {
  const { environment, ppo, evaluation, model } = config;
  const { self_play: selfPlay } = environment;
  const decisions = environment.environments * ppo.rollout_steps;
  const fact = (label: string, value: string, group: string, state: 'ok' | 'info' | 'warning' = 'ok') => ({
    label,
    value,
    state,
    group,
  });
  const tiers = environment.final_tier === null ? environment.tier : `${environment.tier} to ${environment.final_tier}`;
  return [
    fact('Environment', ENVIRONMENT_HASH, 'Game'),
    fact('Tier', tiers, 'Game'),
    fact('Action effect', `${effects.changed} of ${effects.tried} allowed attacks change the state`, 'Game'),
    fact('Training games', `${environment.environments} side by side`, 'Game'),
    ...(selfPlay === null
      ? []
      : [fact('Self-play', `${selfPlay.seats} of 5 opponents, a league of up to ${selfPlay.league_size}`, 'Game')]),
    fact('Validation', `${evaluation.selection_games} games on fixed seeds choose the checkpoint`, 'Split'),
    fact('Test', `${evaluation.games} games on other fixed seeds, played once`, 'Split'),
    fact('Updates', `${thousands(updatesOf(config))} of ${thousands(decisions)} decisions`, 'Batches', 'info'),
    fact('Optimiser steps', `${minibatchSizes(config).length} an update at most`, 'Batches', 'info'),
    fact('Rollout', `${((decisions * MAP_TILES) / MEBIBYTE).toFixed(0)} MiB of maps`, 'Batches', 'info'),
    ...(model.cross_attention === 'parity' && model.arch === 'attention'
      ? [fact('Cross-attention', 'query and key never get a gradient under parity', 'Network', 'info')]
      : []),
  ];
}
