import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linear } from '../../../layers/linear';
import type { BlockDescription, Model } from '../../family';
import { LIST_LOSSES } from './list-losses';
import { asNetworkInputs, encoderNoise } from './network-inputs';
import type { NetworkInputs } from './network-inputs';
import { networkParameters } from './network-parameters';
import { attentionWidth } from './network-shape';
import type { NetworkShape } from './network-shape';
import { poolPlayers } from './pool-players';

interface ScoredTeams {
  /** float32 [B, K]; 0 on padding teams. */
  readonly scores: Tensor2D;
  /** float32 [T, P] with T = B * K. */
  readonly attention: Tensor2D;
  /** float32 [T, width]. */
  readonly query: Tensor2D;
  /** float32 [T, width]. */
  readonly pooled: Tensor2D;
}

/**
 * The set-attention ranker (spec section 3.1): embedding and statistics of each player, encoder, attention pooling over
 * the roster, a score a team. Outputs of both passes: `scores` [B, K], `attention` [T, P], `query` and `pooled`
 * [T, width], `list_losses` [B].
 */
export function createNetwork(shape: NetworkShape, teams: number, players: number): Model {
  return {
    parameters: networkParameters(shape),
    blocks: blockDescriptions(shape, teams, players),
    loss: (parameters, inputs) => {
      const outputs = run(parameters, inputs, shape);
      return { loss: tf.mean(outputs.list_losses), outputs };
    },
    forward: (parameters, inputs) => run(parameters, inputs, shape),
  };
}

function run(parameters: NamedTensors, named: NamedTensors, shape: NetworkShape) {
  const inputs = asNetworkInputs(named);
  const scored = scoreTeams(parameters, inputs, named, shape);
  return { ...scored, list_losses: LIST_LOSSES[shape.loss](scored.scores, inputs) };
}

function scoreTeams(
  parameters: NamedTensors,
  inputs: NetworkInputs,
  noise: NamedTensors,
  shape: NetworkShape,
): ScoredTeams {
  const [lists, teams, players] = inputs.player_mask.shape;
  const mask = tf.reshape<tf.Rank.R2>(inputs.player_mask, [lists * teams, players]);
  const minutes =
    shape.poolingMinutesShare > 0 ? tf.reshape<tf.Rank.R2>(inputs.minutes, [lists * teams, players]) : undefined;
  const encoded = encodePlayers(parameters, inputs, noise, shape);
  const { pooled, attention, query } = poolPlayers(parameters, shape, encoded, mask, minutes, noise);
  const learned = tf.reshape<tf.Rank.R2>(linear(parameters, 'scorer', pooled), [lists, teams]);
  const scores = shape.hasWinRateResidual
    ? tf.add(learned, tf.mul(inputs.win_rate, parameters['scorer.win_rate_weight']!))
    : learned;
  return { scores: tf.mul(scores, inputs.team_mask), attention, query, pooled };
}

/** @returns float32 [T * P, width] */
function encodePlayers(
  parameters: NamedTensors,
  inputs: NetworkInputs,
  noise: NamedTensors,
  shape: NetworkShape,
): Tensor2D {
  const rows = inputs.player_mask.size;
  const mask = tf.reshape<tf.Rank.R2>(inputs.player_mask, [rows, 1]);
  const indices = tf.reshape<tf.Rank.R1>(inputs.embedding_indices, [rows]);
  // The mask keeps the padding row at zero: without it the row would learn from every empty slot.
  const embedded = tf.mul(tf.gather(parameters['embedding.weight'] as Tensor2D, indices), mask);
  let hidden = tf.concat<Tensor2D>(
    [embedded as Tensor2D, tf.reshape<tf.Rank.R2>(inputs.player_stats, [rows, shape.statistics])],
    1,
  );
  shape.encoderWidths.forEach((_, layer) => {
    const dropout = noise[encoderNoise(layer)];
    const activated = tf.relu(linear(parameters, `encoder.${layer}`, hidden));
    hidden = dropout ? tf.mul(activated, dropout) : activated;
  });
  return hidden;
}

/** Multiply-adds of one list. */
function blockDescriptions(shape: NetworkShape, teams: number, players: number): readonly BlockDescription[] {
  const slots = teams * players;
  const width = attentionWidth(shape);
  const widths = [shape.embeddingWidth + shape.statistics, ...shape.encoderWidths];
  const encoder = shape.encoderWidths.reduce((sum, outputs, layer) => sum + widths[layer]! * outputs, 0);
  const projections = slots * 2 * width * width + teams * 2 * width * width;
  return [
    { block: 'embedding', multiplyAdds: 0, outputShape: [teams, players, shape.embeddingWidth] },
    { block: 'encoder', multiplyAdds: slots * encoder, outputShape: [teams, players, width] },
    { block: 'attention', multiplyAdds: projections + 2 * slots * width, outputShape: [teams, width] },
    { block: 'scorer', multiplyAdds: teams * width, outputShape: [teams] },
  ];
}
