import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { BlockDescription, Model, ModelParameter } from '../../family';
import type { LogisticModel } from '../baselines/logistic-regression';
import { exactGraph } from '../operators/exact-graph';
import { exactParameters } from '../operators/exact-parameters';
import { packedGraph } from '../packing/packed-graph';
import { packedParameters } from '../packing/packed-parameters';
import { cutGraphs } from './cut-graphs';
import type { GraphFunction, GraphPass } from './graph-pass';
import { SAMPLE_LOSSES } from './losses';
import { blockCosts } from './multiply-adds';
import { asNodeInputs } from './network-inputs';
import type { LossShape, NetworkShape } from './network-shape';
import { historySurprises } from './history-surprises';
import { exactBallLogits, logisticParameters, packedBallLogits, residualLogits } from './logistic-residual';
import { classLogits } from './readout';
import { standardizationParameters } from './standardized-features';

export type Execution = 'packed' | 'exact';

/** What an execution is: its parameters, the pass over the graph, and what the regression says before each ball. */
const EXECUTIONS = {
  packed: { parameters: packedParameters, graph: packedGraph, ballLogits: packedBallLogits },
  exact: { parameters: exactParameters, graph: exactGraph, ballLogits: exactBallLogits },
} satisfies Record<
  Execution,
  {
    parameters: (shape: NetworkShape) => readonly ModelParameter[];
    graph: (shape: NetworkShape) => GraphFunction;
    ballLogits: (parameters: NamedTensors, inputs: NamedTensors, ofMoments: Tensor) => Tensor;
  }
>;

/**
 * The heterogeneous graph network (spec section 3). The forward pass gives `log_probabilities` [S, 7], `sample_losses` [S]
 * (before class weights), `query` [S, width] and `attention.<relation>` [G, M, T]; a training step gives its loss alone.
 *
 * @param regression what a residual starts from, and its standardisation of the numbers; null: read from a checkpoint later, or without data
 */
export function createNetwork(
  shape: NetworkShape,
  loss: LossShape,
  execution: Execution,
  regression: LogisticModel | null = null,
): Model {
  const { parameters: parametersOf, graph, ballLogits } = EXECUTIONS[execution];
  const run = graph(shape);
  const parameters = [
    ...parametersOf(shape),
    ...(shape.hasStandardizedFeatures ? standardizationParameters(regression) : []),
    ...(shape.residual === 'logistic' ? logisticParameters(shape.tables, regression) : []),
  ];
  return {
    parameters,
    blocks: describeBlocks(shape, execution, parameters),
    cut: cutGraphs,
    loss: (values, inputs) => ({ loss: meanLoss(values, inputs), outputs: {} }),
    forward: (values, inputs) => {
      const pass = run(values, inputs);
      const logProbabilities = logProbabilitiesOf(values, inputs, pass);
      return {
        log_probabilities: logProbabilities,
        sample_losses: SAMPLE_LOSSES[loss.kind](logProbabilities, asNodeInputs(inputs).labels, loss),
        query: pass.nodes.query,
        ...pass.attention,
      };
    },
  };

  /** Weighted sum over the samples, divided by their number: as the published program, not by the sum of weights. */
  function meanLoss(values: NamedTensors, inputs: NamedTensors): Scalar {
    const { labels, is_target, loss_weights } = asNodeInputs(inputs);
    const logProbabilities = logProbabilitiesOf(values, inputs, run(values, inputs));
    const losses = SAMPLE_LOSSES[loss.kind](logProbabilities, labels, loss);
    return tf.div<Scalar>(tf.sum(tf.mul(losses, loss_weights)), tf.sum(is_target));
  }

  function logProbabilitiesOf(values: NamedTensors, inputs: NamedTensors, pass: GraphPass) {
    if (shape.residual === 'none') return tf.logSoftmax(classLogits(shape, values, inputs, pass, null));
    const regression = residualLogits(values, inputs, pass.history);
    const surprises = shape.hasSurprisesToHead
      ? historySurprises(inputs, ballLogits(values, inputs, regression), pass.history)
      : null;
    return tf.logSoftmax(tf.add(classLogits(shape, values, inputs, pass, surprises), regression));
  }
}

function describeBlocks(
  shape: NetworkShape,
  execution: Execution,
  parameters: readonly ModelParameter[],
): readonly BlockDescription[] {
  const costs = blockCosts(shape, execution);
  const blocks = [...new Set(parameters.map(({ block }) => block))];
  return blocks.map((block) => ({ block, multiplyAdds: costs[block] ?? 0 }));
}
