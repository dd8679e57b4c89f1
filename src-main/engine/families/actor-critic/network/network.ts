import type { ForwardFunction } from '../../../backend/executor';
import type { BlockDescription, Model } from '../../family';
import { cutPositions } from './cut-positions';
import { asObservations, asUpdate } from './network-inputs';
import { globalLayers, headWidths, networkParameters } from './network-parameters';
import {
  ACTIONS,
  attendedPlaces,
  convolutionLayers,
  hasRunningStatistics,
  mapSizes,
  networkWidths,
  normOf,
  type NetworkShape,
} from './network-shape';
import { policyAndValue } from './policy-and-value';
import { ppoLoss, type PpoConfig } from './ppo-loss';

/**
 * An actor-critic network with the loss of an update.
 *
 * Outputs of the update, all [B]: `log_probability` of the action taken, `entropy`, `value`; under `batch-train` also the
 * statistics of each norm, `mean.<layer>` and `variance.<layer>`. Outputs of the forward pass: `log_probabilities` [B, 90],
 * `value` [B].
 */
export function createNetwork(shape: NetworkShape, ppo: PpoConfig): Model {
  const source = normOf(shape) === 'batch-train' ? 'batch' : 'running';
  return {
    parameters: networkParameters(shape),
    blocks: blockDescriptions(shape),
    // Statistics of a batch are those of all its positions.
    ...(source === 'running' && { cut: cutPositions }),
    loss: (parameters, inputs) => {
      const update = asUpdate(inputs);
      const answer = policyAndValue(parameters, update, inputs, shape, source);
      const { loss, logProbability, entropy } = ppoLoss(answer, update, ppo);
      const statistics = answer.map.statistics.flatMap(({ mean, variance }, layer) => [
        [`mean.${layer}`, mean] as const,
        [`variance.${layer}`, variance] as const,
      ]);
      const outputs = { log_probability: logProbability, entropy, value: answer.value };
      return { loss, outputs: { ...outputs, ...Object.fromEntries(statistics) } };
    },
    forward: (parameters, inputs) => {
      const { logProbabilities, value } = policyAndValue(parameters, asObservations(inputs), {}, shape, 'running');
      return { log_probabilities: logProbabilities, value };
    },
  };
}

/** The forward pass with what the inspector draws: `gate.<layer>` [B, H, W, 1] and `attention` [B, places]. */
export function createExplanation(shape: NetworkShape): ForwardFunction {
  return (parameters, inputs) => {
    const answer = policyAndValue(parameters, asObservations(inputs), {}, shape, 'running');
    const gates = Object.fromEntries(answer.map.gates.map((gate, layer) => [`gate.${layer}`, gate]));
    return {
      log_probabilities: answer.logProbabilities,
      value: answer.value,
      ...gates,
      ...(answer.attended ? { attention: answer.attended.weights } : {}),
    };
  };
}

/** Statistics of each convolution's output on a batch, for the running statistics: `mean.<layer>` and `variance.<layer>`, [C]. */
export function createStatistics(shape: NetworkShape): ForwardFunction | null {
  if (!hasRunningStatistics(shape)) return null;
  return (parameters, inputs) => {
    const { map } = policyAndValue(parameters, asObservations(inputs), {}, shape, 'batch');
    return Object.fromEntries(
      map.statistics.flatMap(({ mean, variance }, layer) => [
        [`mean.${layer}`, mean],
        [`variance.${layer}`, variance],
      ]),
    );
  };
}

/** Multiply-adds of one position; norms and activations are not counted. */
function blockDescriptions(shape: NetworkShape): readonly BlockDescription[] {
  const layers = convolutionLayers(shape);
  const sizes = mapSizes(shape);
  const { pooled, map, global, attended, fused } = networkWidths(shape);
  const hasGate = shape.arch === 'attention' && shape.spatial_attention;
  const convolutions = layers.map(({ from, to, kernel }, index) => {
    const places = sizes[index]! ** 2;
    const gate = hasGate ? places * to : 0;
    const multiplyAdds = places * kernel * kernel * from * to + gate;
    return { block: `convolution ${index + 1}`, multiplyAdds, outputShape: [sizes[index]!, sizes[index]!, to] };
  });
  const head = (block: string, outputs: number) => {
    const widths = [fused, ...headWidths(shape), outputs];
    const multiplyAdds = widths.slice(1).reduce((sum, width, index) => sum + width * widths[index]!, 0);
    return { block, multiplyAdds, outputShape: [outputs] };
  };
  const globals = globalLayers(shape).reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
  return [
    ...convolutions,
    { block: 'map', multiplyAdds: pooled * map, outputShape: [map] },
    { block: 'globals', multiplyAdds: globals, outputShape: [global] },
    ...(attended > 0
      ? [{ block: 'cross-attention', multiplyAdds: attentionMultiplyAdds(shape), outputShape: [attended] }]
      : []),
    { block: 'fusion', multiplyAdds: (map + global + attended) * fused, outputShape: [fused] },
    head('actor', ACTIONS),
    head('critic', 1),
  ];
}

function attentionMultiplyAdds(shape: NetworkShape): number {
  const { map, global, attended } = networkWidths(shape);
  const output = attended * attended;
  if (shape.cross_attention === 'parity') return map * attended + 2 * global * attended + 2 * attended + output;
  const places = attendedPlaces(shape);
  const channels = convolutionLayers(shape).at(-1)!.to;
  return global * attended + 2 * places * channels * attended + 2 * places * attended + output;
}
