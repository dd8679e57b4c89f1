import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { headScores } from '../../../layers/head-scores';
import { encodeBalls, encodeSingleNodes, type SingleStates } from '../network/encoders';
import { conditionOf, modulate } from '../network/film';
import type { DYNAMICS_NODES } from '../network/graph-schema';
import {
  HISTORY_RELATIONS,
  INFORMS_BALLS,
  TRANSFORMER_RELATIONS,
  singleSourcesOf,
  type HistoryRelation,
  type NodeType,
  type SingleNode,
  type TransformerRelation,
} from '../network/graph-schema';
import { attentionOutput, meanOverHeads, type GraphFunction, type GraphPass } from '../network/graph-pass';
import { affine, dropout, layerNorm, product } from '../network/layers';
import { asNodeInputs } from '../network/network-inputs';
import {
  historyRelations,
  updatedDynamics,
  updatedNodes,
  updatedSingleNodes,
  type NetworkShape,
} from '../network/network-shape';
import { featureInput, isShown, maskInput } from '../operators/exact-graph';
import { filmName, nodeNormName } from '../operators/exact-parameters';
import { LEAKY_SLOPE } from '../operators/gatv2';
import { joinHeads, splitHeads } from '../operators/heads';
import { singleSourcesName } from './packed-parameters';

/** Names of the inputs that only packed execution reads. */
export const PACKED_INPUTS = {
  /** int32 [S * 12], rows of the balls that each moment's `informs` looks at; any row where there is none. */
  informsIndex: 'informs.index',
  /** float32 [S, 12], 1 = such a ball. */
  informsMask: 'informs.mask',
  /** int32 [E], rows of balls; padding edges lead from row 0 to row S, which is cut off. */
  matchupSource: 'matchup.source',
  matchupTarget: 'matchup.target',
} as const;

/** Added to the scores of masked places: exp of it is 0 in float32 beside any finite score. */
const MASKED_SCORE = -1e9;
/** Scores of same_matchup beyond it would overflow their exponential; a softmax is flat or settled long before. */
const LARGEST_SCORE = 60;
/** Moments of one block of history attention: it need not look at balls after its last moment. */
const BLOCK = 16;

/**
 * One pass over whole innings for all their samples: balls know nothing of later ones, so their states serve every moment.
 * Tensors are [S, width] with S = G * T, ball i and moment i in the same row. The function is that of the exact graph with
 * causal relations, and FiLM of a ball by its own moment.
 */
export const packedGraph =
  (shape: NetworkShape): GraphFunction =>
  (parameters, inputs) =>
    new PackedGraph(shape, parameters, inputs).run();

class PackedGraph {
  private readonly graphs: number;
  private readonly steps: number;
  private readonly samples: number;
  private readonly condition: Tensor | null;
  private readonly attention: Record<string, Tensor> = {};

  constructor(
    private readonly shape: NetworkShape,
    private readonly parameters: NamedTensors,
    private readonly inputs: NamedTensors,
  ) {
    const { venue, features } = asNodeInputs(inputs);
    this.graphs = venue.size;
    this.samples = features.shape[0]!;
    this.steps = this.samples / this.graphs;
    this.condition = shape.film.length > 0 ? conditionOf(shape, features) : null;
  }

  run(): GraphPass {
    let nodes = encodeSingleNodes(this.shape, this.parameters, this.inputs);
    let balls = encodeBalls(this.parameters, this.inputs);
    for (let layer = 0; layer < this.shape.layers; layer++) {
      const updated = this.updatedNodes(layer, nodes, balls);
      if (updatedNodes(this.shape, layer).includes('ball')) balls = this.updatedBalls(layer, balls);
      nodes = { ...nodes, ...updated };
    }
    return { nodes, balls, history: this.historyMask('attends'), attention: this.attention };
  }

  private parameter(name: string): Tensor {
    return this.parameters[name]!;
  }
  private affine(name: string, x: Tensor): Tensor {
    return affine(this.parameters, name, x);
  }
  /** [S, width] as [G, T, width]. */
  private byInnings(x: Tensor): Tensor {
    return tf.reshape(x, [this.graphs, this.steps, this.shape.width]);
  }
  private flat(x: Tensor): Tensor {
    return tf.reshape(x, [this.samples, this.shape.width]);
  }
  private heads(x: Tensor): Tensor {
    return splitHeads(this.byInnings(x), this.shape.heads);
  }
  /** float32 [G, M, T]; that of `attends` is the same in every innings and comes once. */
  private historyMask(relation: HistoryRelation): Tensor {
    const mask = this.inputs[maskInput(relation)]!;
    return mask.shape[0] === this.graphs ? mask : tf.tile(mask, [this.graphs, 1, 1]);
  }

  /** Residual, norm, FiLM, dropout. */
  private settled(layer: number, node: NodeType, message: Tensor, state: Tensor): Tensor {
    const normed = layerNorm(this.parameters, nodeNormName(layer, node), tf.add(message, state));
    const filmed = this.condition ? modulate(this.parameters, filmName(layer, node), this.condition, normed) : normed;
    return dropout(this.inputs, `layer.${layer}.${node}`, filmed);
  }

  private updatedNodes(layer: number, nodes: SingleStates, balls: Tensor): Partial<SingleStates> {
    const fromBalls = this.messagesFromBalls(layer, nodes, balls);
    return Object.fromEntries(
      updatedSingleNodes(this.shape, layer).map((node) => {
        const own = this.singleSourceMessage(layer, node, nodes);
        const extra = fromBalls[node];
        return [node, this.settled(layer, node, extra ? tf.add(own, extra) : own, nodes[node])];
      }),
    );
  }

  /** All single-source edge types of a node as one product. */
  private singleSourceMessage(layer: number, target: SingleNode, nodes: SingleStates): Tensor {
    const name = singleSourcesName(layer, target);
    const sources = tf.concat(
      singleSourcesOf(target).map(({ source }) => nodes[source as SingleNode]),
      1,
    );
    return tf.add(product(sources, this.parameter(`${name}.weight`)), tf.sum(this.parameter(`${name}.bias`), 0));
  }

  private messagesFromBalls(layer: number, nodes: SingleStates, balls: Tensor): Partial<Record<NodeType, Tensor>> {
    return Object.fromEntries([
      ...historyRelations(this.shape, layer).map((relation) => {
        const target = HISTORY_RELATIONS[relation];
        return [target, this.historyMessage(layer, relation, nodes[target], balls)] as const;
      }),
      ...updatedDynamics(this.shape, layer).map(
        (node) => [node, this.informsMessage(layer, node, nodes[node], balls)] as const,
      ),
    ]);
  }

  /** GATv2 from the earlier balls to a node of each moment. */
  private historyMessage(layer: number, relation: HistoryRelation, target: Tensor, balls: Tensor): Tensor {
    const name = `layer.${layer}.ball.${relation}.${HISTORY_RELATIONS[relation]}`;
    const source = this.affine(`${name}.source`, balls);
    const own = this.byInnings(this.affine(`${name}.target`, target));
    const [sources, values, mask] = [this.byInnings(source), this.heads(source), this.historyMask(relation)];
    const blocks = Array.from({ length: Math.ceil(this.steps / BLOCK) }, (_, block) =>
      this.historyBlock(name, block * BLOCK, { sources, values, own, mask }),
    );
    if (isShown(this.shape, layer, relation)) {
      this.attention[attentionOutput(relation)] = tf.concat(
        blocks.map(({ weights }) => this.shownWeights(weights)),
        1,
      );
    }
    const sums = joinHeads(
      tf.concat(
        blocks.map(({ sums: block }) => block),
        2,
      ),
    );
    const nonEmpty = tf.reshape(tf.max(mask, -1), [this.samples, 1]);
    return tf.add(tf.mul(this.flat(sums), nonEmpty), this.parameter(`${name}.bias`));
  }

  private historyBlock(
    name: string,
    first: number,
    parts: { sources: Tensor; values: Tensor; own: Tensor; mask: Tensor },
  ): { readonly sums: Tensor; readonly weights: Tensor } {
    const { graphs } = this;
    const { width, heads } = this.shape;
    const moments = Math.min(BLOCK, this.steps - first);
    const seen = first + moments;
    const own = tf.slice(parts.own, [0, first, 0], [graphs, moments, width]);
    const sources = tf.slice(parts.sources, [0, 0, 0], [graphs, seen, width]);
    const joint = tf.leakyRelu(
      tf.add(tf.reshape(sources, [graphs, 1, seen, width]), tf.reshape(own, [graphs, moments, 1, width])),
      LEAKY_SLOPE,
    );
    const rows = tf.reshape(joint, [graphs * moments * seen, width]);
    const scores = tf.reshape(headScores(rows, this.parameter(`${name}.attention`), heads), [
      graphs,
      moments,
      seen,
      heads,
    ]);
    const mask = tf.reshape(tf.slice(parts.mask, [0, first, 0], [graphs, moments, seen]), [graphs, moments, seen, 1]);
    const masked = tf.add(scores, tf.mul(tf.sub(1, mask), MASKED_SCORE));
    const weights = tf.softmax(tf.transpose(masked, [0, 3, 1, 2]));
    const noise = this.inputs[`dropout.${name}`];
    const dropped = noise
      ? tf.mul(weights, tf.slice(noise, [0, 0, first, 0], [graphs, heads, moments, seen]))
      : weights;
    const values = tf.slice(parts.values, [0, 0, 0, 0], [graphs, heads, seen, width / heads]);
    return { sums: tf.matMul(dropped, values), weights };
  }

  /** [G, heads, moments, seen] as [G, moments, T]. */
  private shownWeights(weights: Tensor): Tensor {
    const mean = meanOverHeads(weights);
    return tf.pad(mean, [
      [0, 0],
      [0, 0],
      [0, this.steps - mean.shape[2]!],
    ]);
  }

  /** GATv2 from the last 12 balls to a dynamics node. */
  private informsMessage(layer: number, node: (typeof DYNAMICS_NODES)[number], target: Tensor, balls: Tensor): Tensor {
    const { width, heads } = this.shape;
    const name = `layer.${layer}.ball.informs.${node}`;
    const index = this.inputs[PACKED_INPUTS.informsIndex] as Tensor1D;
    const mask = this.inputs[PACKED_INPUTS.informsMask]!;
    const shape = [this.samples, INFORMS_BALLS, width];
    const source = tf.reshape(tf.gather(this.affine(`${name}.source`, balls), index), shape);
    const own = tf.reshape(this.affine(`${name}.target`, target), [this.samples, 1, width]);
    const rows = tf.reshape(tf.leakyRelu(tf.add(source, own), LEAKY_SLOPE), [this.samples * INFORMS_BALLS, width]);
    const scores = headScores(rows, this.parameter(`${name}.attention`), heads);
    const masked = tf.add(
      tf.reshape(scores, [this.samples, INFORMS_BALLS, heads]),
      tf.mul(tf.sub(1, tf.expandDims(mask, 2)), MASKED_SCORE),
    );
    const weights = dropout(this.inputs, name, tf.expandDims(tf.softmax(tf.transpose(masked, [0, 2, 1])), 2));
    const sums = tf.reshape(tf.matMul(weights, splitHeads(source, heads)), [this.samples, width]);
    return tf.add(tf.mul(sums, tf.max(mask, -1, true)), this.parameter(`${name}.bias`));
  }

  private updatedBalls(layer: number, balls: Tensor): Tensor {
    const operator = (relation: string) => `layer.${layer}.ball.${relation}.ball`;
    const sage = operator('distant_precedes');
    const skips = TRANSFORMER_RELATIONS.map((relation) => `${operator(relation)}.skip`);
    // Five skip maps and that of SAGE see the same ball: one product with the sum of their matrices.
    const own = product(
      balls,
      tf.addN([...skips.map((skip) => this.parameter(`${skip}.weight`)), this.parameter(`${sage}.self.weight`)]),
    );
    const biases = tf.addN([
      ...skips.map((skip) => this.parameter(`${skip}.bias`)),
      this.parameter(`${operator('same_matchup')}.bias`),
    ]);
    const messages = [
      tf.add(own, biases),
      this.affine(`${sage}.mean`, this.distantMeans(balls)),
      ...TRANSFORMER_RELATIONS.map((relation) => this.transformerMessage(operator(relation), relation, balls)),
      this.matchupMessage(operator('same_matchup'), balls),
    ];
    return this.settled(layer, 'ball', tf.addN(messages), balls);
  }

  private distantMeans(balls: Tensor): Tensor {
    const mask = this.inputs[maskInput('distant_precedes')]!;
    const shares = tf.div(mask, tf.maximum(tf.sum(mask, -1, true), 1));
    return this.flat(tf.matMul(tf.tile(shares, [this.graphs, 1, 1]), this.byInnings(balls)));
  }

  /** Dot-product attention with an edge feature in keys and values, without its skip map. */
  private transformerMessage(name: string, relation: TransformerRelation, balls: Tensor): Tensor {
    const { width, heads } = this.shape;
    const headWidth = width / heads;
    const part = (which: string) => this.heads(this.affine(`${name}.${which}`, balls));
    const [query, key, value] = [part('query'), part('key'), part('value')];
    const edge = tf.reshape(this.parameter(`${name}.edge`), [1, heads, 1, headWidth]);
    const feature = tf.expandDims(this.inputs[featureInput(relation)]!, 1);
    const mask = tf.expandDims(this.inputs[maskInput(relation)]!, 1);
    const byEdge = tf.mul(tf.sum(tf.mul(query, edge), -1, true), feature);
    const scores = tf.mul(tf.add(tf.matMul(query, key, false, true), byEdge), 1 / Math.sqrt(headWidth));
    const attention = tf.softmax(tf.add(scores, tf.mul(tf.sub(1, mask), MASKED_SCORE)));
    const weights = dropout(this.inputs, name, attention);
    const edgeSum = tf.mul(tf.sum(tf.mul(weights, feature), -1, true), edge);
    const sums = tf.mul(tf.add(tf.matMul(weights, value), edgeSum), tf.max(mask, -1, true));
    return this.flat(joinHeads(sums));
  }

  /** GATv2 over the edge list of same_matchup, without its bias; there are some two edges a ball. */
  private matchupMessage(name: string, balls: Tensor): Tensor {
    const { width, heads } = this.shape;
    const from = this.inputs[PACKED_INPUTS.matchupSource] as Tensor1D;
    const to = this.inputs[PACKED_INPUTS.matchupTarget] as Tensor1D;
    const edges = from.size;
    const targets = tf.concat([this.affine(`${name}.target`, balls), tf.zeros([1, width])], 0);
    const source = tf.gather(this.affine(`${name}.source`, balls), from);
    const joint = tf.leakyRelu(tf.add(source, tf.gather(targets, to)), LEAKY_SLOPE);
    const scores = headScores(joint, this.parameter(`${name}.attention`), heads);
    const unnormalised = tf.exp(tf.clipByValue(scores, -LARGEST_SCORE, LARGEST_SCORE));
    const totals = tf.unsortedSegmentSum(unnormalised, to, this.samples + 1);
    const weights = dropout(this.inputs, name, tf.div(unnormalised, tf.gather(totals, to)));
    const weighted = tf.mul(tf.reshape(source, [edges, heads, width / heads]), tf.reshape(weights, [edges, heads, 1]));
    const sums = tf.unsortedSegmentSum(tf.reshape(weighted, [edges, width]), to, this.samples + 1);
    return tf.slice(sums, [0, 0], [this.samples, width]);
  }
}
