import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';

/**
 * What both executions read. G graphs (innings, or single samples) of up to T balls with M moments each: M = T when packed,
 * M = 1 when exact. A moment is the state before a delivery; S = G * M samples, in order of graph and moment.
 */
export interface NodeInputs {
  /** int32 [G]; 0 = unknown, as everywhere. */
  readonly venue: Tensor;
  /** int32 [2 * G], batting teams, then bowling teams. */
  readonly teams: Tensor;
  /** int32 [3 * S]: strikers, non-strikers, bowlers. */
  readonly players: Tensor;
  /** int32 [3 * S] each: what the fallback knows of a player. */
  readonly player_teams: Tensor;
  readonly player_roles: Tensor;
  /** float32 [S, 59], numbers of the 13 feature nodes. */
  readonly features: Tensor;
  /** float32 [G * T, 18]. */
  readonly balls: Tensor;
  /** int32 [G * T]. */
  readonly ball_bowlers: Tensor;
  readonly ball_batters: Tensor;
  /** int32 [G * T]; in exact execution. */
  readonly ball_non_strikers: Tensor;
  /** float32 [G * T, 7], one row a ball with a 1 at its class, target or not. */
  readonly ball_classes: Tensor;
  /** float32 [G * T, 59]: the moment before a ball, by which FiLM conditions it and the regression expects it; in exact execution. */
  readonly ball_conditions: Tensor;
  /** float32 [S, 7], one row a sample with a 1 at its class. */
  readonly labels: Tensor;
  /** float32 [S], 1 = a sample that counts, 0 = padding, a first ball or no target. */
  readonly is_target: Tensor;
  /** float32 [S], is_target times the weight of the sample's class. */
  readonly loss_weights: Tensor;
}

/** Names the tensors of a batch for the compiler; executors hand them over by name only. */
export const asNodeInputs = (inputs: NamedTensors): NodeInputs => inputs as unknown as NodeInputs;
