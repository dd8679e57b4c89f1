import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../src-main/engine/backend/executor';
import { linear } from './layers';
import { normal, roughlyNormal } from './random';
import { dropoutMask, linearParameters, type Workload } from './workload';

/** Sizes of the ranker; the defaults are those of the deep-set ranker, 47,393 parameters. */
export interface RankerOptions {
  /** Teams of one list. */
  readonly teams?: number;
  /** Players of a team, padded. */
  readonly players?: number;
  readonly statistics?: number;
  readonly embeddingRows?: number;
  readonly embeddingWidth?: number;
  readonly firstWidth?: number;
  readonly width?: number;
  readonly heads?: number;
  readonly dropout?: number;
}

/** Deep sets with masked attention pooling and the list-wise loss of ListMLE; teams come in order of relevance. */
export function ranker(options: RankerOptions = {}): Workload {
  const { teams = 30, players = 15, statistics = 17, embeddingRows = 501, embeddingWidth = 32 } = options;
  const { firstWidth = 128, width = 64, heads = 4, dropout = 0.2 } = options;
  const rows = teams * players;
  const headWidth = width / heads;
  const padding = (embeddingRows - 1) * embeddingWidth;

  const splitHeads = (x: Tensor): Tensor =>
    tf.transpose(tf.reshape(x, [teams, players, heads, headWidth]), [0, 2, 1, 3]);

  function encode(parameters: NamedTensors, inputs: NamedTensors): Tensor {
    const embedded = tf.gather(parameters['embedding']!, inputs['player']!);
    const features = tf.concat([embedded, inputs['statistics']!], 1);
    const first = tf.mul(tf.relu(linear(parameters, 'encoder0', features)), inputs['dropout0']!);
    return tf.mul(tf.relu(linear(parameters, 'encoder1', first)), inputs['dropout1']!);
  }

  function pool(parameters: NamedTensors, inputs: NamedTensors, hidden: Tensor): Tensor {
    const mask = inputs['mask']!;
    const count = tf.maximum(tf.sum(mask, 1, true), 1);
    const byTeam = tf.mul(tf.reshape(hidden, [teams, players, width]), tf.reshape(mask, [teams, players, 1]));
    const query = tf.reshape(linear(parameters, 'query', tf.div(tf.sum(byTeam, 1), count)), [
      teams,
      heads,
      1,
      headWidth,
    ]);
    const keys = splitHeads(linear(parameters, 'key', hidden));
    const blocked = tf.reshape(tf.mul(tf.sub(mask, 1), 1e9), [teams, 1, 1, players]);
    const logits = tf.add(tf.mul(tf.matMul(query, keys, false, true), 1 / Math.sqrt(headWidth)), blocked);
    const weights = tf.mul(tf.softmax(logits), inputs['dropout2']!);
    const pooled = tf.matMul(weights, splitHeads(linear(parameters, 'value', hidden)));
    return linear(parameters, 'output', tf.reshape(pooled, [teams, width]));
  }

  /** Sum of log-sum-exp over what is left of the list, minus the scores: reverse cumulative. */
  function listLoss(scores: Tensor): Scalar {
    const largest = tf.max(scores);
    const left = tf.cumsum(tf.exp(tf.sub(scores, largest)), 0, false, true);
    return tf.sum(tf.sub(tf.add(tf.log(left), largest), scores));
  }

  return {
    name: 'ranker',
    sampleCount: 1,
    parameters: [
      {
        name: 'embedding',
        shape: [embeddingRows, embeddingWidth],
        initial: (random, index) => (index >= padding ? 0 : normal(random)),
      },
      ...linearParameters('encoder0', statistics + embeddingWidth, firstWidth),
      ...linearParameters('encoder1', firstWidth, width),
      ...['query', 'key', 'value', 'output'].flatMap((name) => linearParameters(name, width, width)),
      ...linearParameters('score', width, 1),
    ],
    inputs: {
      player: { shape: [rows], dtype: 'int32', element: (random) => Math.floor(random() * embeddingRows) },
      statistics: { shape: [rows, statistics], element: roughlyNormal },
      mask: { shape: [teams, players], element: (random, index) => (index % players === 0 || random() < 0.9 ? 1 : 0) },
      dropout0: { shape: [rows, firstWidth], element: dropoutMask(dropout) },
      dropout1: { shape: [rows, width], element: dropoutMask(dropout) },
      dropout2: { shape: [teams, heads, 1, players], element: dropoutMask(dropout) },
    },
    loss(parameters, inputs) {
      const pooled = pool(parameters, inputs, encode(parameters, inputs));
      const scores = tf.reshape(linear(parameters, 'score', pooled), [teams]);
      return { loss: listLoss(scores), outputs: { scores } };
    },
  };
}
