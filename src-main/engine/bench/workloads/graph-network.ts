import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../backend/executor';
import { headScores } from './graph-attention';
import {
  BALL_RELATIONS,
  DENSE_RELATIONS,
  DYNAMICS_NODES,
  FEATURE_NODES,
  SOURCES,
  targetsOf,
} from './graph-network-edges';
import { graphNetworkInputs, graphNetworkParameters, type GraphNetworkSizes } from './graph-network-shapes';
import { gelu, layerNorm, linear } from './layers';
import type { Workload } from './workload';

type Nodes = Record<string, Tensor>;

/** Heterogeneous graph attention over packed innings, query read-out, focal loss with gamma 2. */
export function graphNetwork(options: Partial<GraphNetworkSizes> = {}): Workload {
  const sizes: GraphNetworkSizes = {
    innings: 2,
    balls: 128,
    width: 128,
    heads: 4,
    layers: 3,
    window: 12,
    matchups: 256,
    ...options,
  };
  const samples = sizes.innings * sizes.balls;
  return {
    name: `graph network, ${sizes.innings} innings`,
    sampleCount: samples,
    parameters: graphNetworkParameters(sizes),
    inputs: graphNetworkInputs(sizes),
    loss(parameters, inputs) {
      const logProbabilities = tf.logSoftmax(new GraphNetwork(sizes, parameters, inputs).logits());
      const logTrue = tf.sum(tf.mul(logProbabilities, inputs['y']!), 1);
      const focus = tf.square(tf.sub(1, tf.exp(logTrue)));
      const total = tf.sum(tf.mul(tf.mul(focus, tf.neg(logTrue)), inputs['valid']!));
      return { loss: tf.div<Scalar>(total, tf.sum(inputs['valid']!)), outputs: {} };
    },
  };
}

/** One forward pass; holds what all its parts need. */
class GraphNetwork {
  private readonly samples: number;
  private readonly headWidth: number;

  constructor(
    private readonly sizes: GraphNetworkSizes,
    private readonly parameters: NamedTensors,
    private readonly inputs: NamedTensors,
  ) {
    this.samples = sizes.innings * sizes.balls;
    this.headWidth = sizes.width / sizes.heads;
  }

  logits(): Tensor {
    let nodes = this.contextNodes();
    let ball = this.ballNodes();
    for (let layer = 0; layer < this.sizes.layers; layer++) {
      const updated = this.updatedContext(layer, nodes, ball);
      if (layer < this.sizes.layers - 1) ball = this.updatedBalls(layer, ball);
      nodes = { ...nodes, ...updated };
    }
    const query = tf.mul(nodes['query']!, this.inputs['queryDropout']!);
    const first = gelu(this.norm('head.norm0', this.linear('head0', query)));
    return this.linear('head2', gelu(this.norm('head.norm1', this.linear('head1', first))));
  }

  private linear(name: string, x: Tensor): Tensor {
    return linear(this.parameters, name, x);
  }
  private norm(name: string, x: Tensor): Tensor {
    return layerNorm(this.parameters, name, x);
  }
  private parameter(name: string): Tensor {
    return this.parameters[name]!;
  }
  private table(name: string, index: Tensor): Tensor {
    return tf.gather(this.parameter(name), index);
  }

  /** [samples, width] as [innings, heads, balls, head width]. */
  private splitHeads(x: Tensor): Tensor {
    const { innings, balls, heads } = this.sizes;
    return tf.transpose(tf.reshape(x, [innings, balls, heads, this.headWidth]), [0, 2, 1, 3]);
  }
  private joinHeads(x: Tensor): Tensor {
    return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [this.samples, this.sizes.width]);
  }

  private contextNodes(): Nodes {
    const { striker, partner, bowler, batting, bowling, venue } = this.inputs;
    const encode = (x: Tensor, name: string) =>
      this.linear(`${name}1`, gelu(this.norm(`${name}.norm`, this.linear(`${name}0`, x))));
    const teams = encode(this.table('teams', tf.concat([batting!, bowling!])), 'team');
    const [battingNode, bowlingNode] = tf.split(teams, 2, 0);
    const players = encode(this.table('players', tf.concat([striker!, partner!, bowler!])), 'player');
    const [strikerNode, partnerNode, bowlerNode] = tf.split(players, 3, 0);
    const ones = tf.zeros([this.samples, this.sizes.width]);
    return {
      ...this.featureNodes(),
      venue: encode(this.table('venues', venue!), 'venue'),
      batting: battingNode!,
      bowling: bowlingNode!,
      striker: strikerNode!,
      partner: partnerNode!,
      bowler: bowlerNode!,
      query: tf.add(ones, this.parameter('query')),
    };
  }

  /** The feature nodes' encoders as one stack of matrices: 13 small products in one. */
  private featureNodes(): Nodes {
    const first = linear(this.parameters, 'features0', this.inputs['features']!);
    const second = linear(this.parameters, 'features1', gelu(this.norm('features.norm0', first)));
    const parts = tf.split(this.norm('features.norm1', second), FEATURE_NODES.length, 0);
    const shape = [this.samples, this.sizes.width];
    return Object.fromEntries(FEATURE_NODES.map((name, index) => [name, tf.reshape(parts[index]!, shape)]));
  }

  private ballNodes(): Tensor {
    const { ball, bowler, striker } = this.inputs;
    const whole = tf.concat([ball!, this.table('ballBowlers', bowler!), this.table('ballStrikers', striker!)], 1);
    const hidden = gelu(this.norm('ball.norm0', this.linear('ball0', whole)));
    return this.norm('ball.norm1', this.linear('ball1', hidden));
  }

  private updatedContext(layer: number, nodes: Nodes, ball: Tensor): Nodes {
    const targets = targetsOf(layer, this.sizes.layers);
    return Object.fromEntries(
      targets.map((target) => {
        const sources = tf.concat(
          SOURCES.get(target)!.map((source) => nodes[source]!),
          1,
        );
        let message = this.linear(`layer${layer}.${target}`, sources);
        for (const [relation, written] of Object.entries(DENSE_RELATIONS)) {
          if (written === target) message = tf.add(message, this.denseMessage(layer, relation, nodes[target]!, ball));
        }
        if (layer < this.sizes.layers - 1 && DYNAMICS_NODES.includes(target)) {
          message = tf.add(message, this.windowMessage(layer, target, nodes[target]!, ball));
        }
        return [target, this.norm(`layer${layer}.${target}.norm`, tf.add(message, nodes[target]!))];
      }),
    );
  }

  /** GATv2 of every ball's target over all balls of the innings, masked. */
  private denseMessage(layer: number, relation: string, target: Tensor, ball: Tensor): Tensor {
    const { innings, balls, width, heads } = this.sizes;
    const name = `layer${layer}.${relation}`;
    const source = this.linear(`${name}.source`, ball);
    const own = tf.reshape(this.linear(`${name}.target`, target), [innings, balls, 1, width]);
    const joint = tf.leakyRelu(tf.add(tf.reshape(source, [innings, 1, balls, width]), own), 0.2);
    const rows = tf.reshape(joint, [innings * balls * balls, width]);
    const scores = tf.reshape(headScores(rows, this.parameter(`${name}.attention`), heads), [
      innings,
      balls,
      balls,
      heads,
    ]);
    const masked = tf.add(scores, this.inputs[`mask.${relation}`]!);
    const weights = tf.softmax(tf.transpose(masked, [0, 3, 1, 2]));
    return this.joinHeads(tf.matMul(weights, this.splitHeads(source)));
  }

  /** GATv2 over the last balls. */
  private windowMessage(layer: number, node: string, target: Tensor, ball: Tensor): Tensor {
    const { width, heads, window } = this.sizes;
    const name = `layer${layer}.window.${node}`;
    const source = this.rowsAt(this.linear(`${name}.source`, ball), 'windowIndex', [this.samples, window, width]);
    const own = tf.reshape(this.linear(`${name}.target`, target), [this.samples, 1, width]);
    const rows = tf.reshape(tf.leakyRelu(tf.add(source, own), 0.2), [this.samples * window, width]);
    const scores = headScores(rows, this.parameter(`${name}.attention`), heads);
    const masked = tf.add(tf.reshape(scores, [this.samples, window, heads]), this.inputs['mask.window']!);
    const weights = tf.reshape(tf.softmax(tf.transpose(masked, [0, 2, 1])), [this.samples, heads, 1, window]);
    const values = tf.transpose(tf.reshape(source, [this.samples, window, heads, this.headWidth]), [0, 2, 1, 3]);
    return tf.reshape(tf.matMul(weights, values), [this.samples, width]);
  }

  private rowsAt(rows: Tensor, index: string, shape: number[]): Tensor {
    return tf.reshape(tf.gather(rows, this.inputs[index] as Tensor1D), shape);
  }

  private updatedBalls(layer: number, ball: Tensor): Tensor {
    const { innings, balls, width } = this.sizes;
    const distant = tf.matMul(this.inputs['distant']!, tf.reshape(ball, [innings, balls, width]));
    let message = tf.add(
      this.linear(`layer${layer}.skip`, ball),
      this.linear(`layer${layer}.distant`, tf.reshape(distant, [this.samples, width])),
    );
    for (const relation of BALL_RELATIONS) message = tf.add(message, this.ballMessage(layer, relation, ball));
    message = tf.add(message, this.matchupMessage(layer, ball));
    return tf.mul(this.norm(`layer${layer}.ball.norm`, tf.add(message, ball)), this.inputs['ballDropout']!);
  }

  /** Dot-product attention with an edge feature in keys and values. */
  private ballMessage(layer: number, relation: string, ball: Tensor): Tensor {
    const { heads } = this.sizes;
    const name = `layer${layer}.${relation}`;
    const part = (which: string) => this.splitHeads(this.linear(`${name}.${which}`, ball));
    const [query, key, value] = [part('query'), part('key'), part('value')];
    const edge = tf.reshape(this.parameter(`${name}.edge`), [1, heads, 1, this.headWidth]);
    const feature = this.inputs[`feature.${relation}`]!;
    const byEdge = tf.mul(tf.sum(tf.mul(query, edge), -1, true), feature);
    const similarity = tf.mul(tf.add(tf.matMul(query, key, false, true), byEdge), 1 / Math.sqrt(this.headWidth));
    const attention = tf.softmax(tf.add(similarity, this.inputs[`mask.${relation}`]!));
    const weights = tf.mul(attention, this.inputs[`dropout.${relation}`]!);
    const edgeValue = tf.mul(tf.sum(tf.mul(weights, feature), -1, true), edge);
    return this.joinHeads(tf.add(tf.matMul(weights, value), edgeValue));
  }

  /** GATv2 over an edge list; padded edges point at a row after the last ball. */
  private matchupMessage(layer: number, ball: Tensor): Tensor {
    const { innings, width, heads, matchups } = this.sizes;
    const edges = innings * matchups;
    const name = `layer${layer}.matchup`;
    const target = this.inputs['matchupTarget'] as Tensor1D;
    const padded = tf.concat([this.linear(`${name}.target`, ball), tf.zeros([1, width])], 0);
    const source = tf.gather(this.linear(`${name}.source`, ball), this.inputs['matchupSource'] as Tensor1D);
    const joint = tf.leakyRelu(tf.add(source, tf.gather(padded, target)), 0.2);
    const scores = tf.clipByValue(headScores(joint, this.parameter(`${name}.attention`), heads), -30, 30);
    const unnormalised = tf.exp(scores);
    const total = tf.add(tf.unsortedSegmentSum(unnormalised, target, this.samples + 1), 1e-9);
    const weights = tf.reshape(tf.div(unnormalised, tf.gather(total, target)), [edges, heads, 1]);
    const weighted = tf.mul(tf.reshape(source, [edges, heads, this.headWidth]), weights);
    const sums = tf.unsortedSegmentSum(tf.reshape(weighted, [edges, width]), target, this.samples + 1);
    return tf.slice(sums, [0, 0], [this.samples, width]);
  }
}
