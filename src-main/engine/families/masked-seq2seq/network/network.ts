import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linearParameters } from '../../../layers/linear';
import { sequenceSquaredError } from '../../../losses/sequence-squared-error';
import type { BlockDescription, Model, ModelParameter } from '../../family';
import { cutSamples } from './cut-batch';
import { bindDecoder, CELLS, encode, layerName, type Decoder, type DecoderState } from './decoder';
import { asNetworkInputs, DROPOUT_NOISE, SCHEDULE_NOISE, type NetworkInputs } from './network-inputs';
import type { NetworkShape } from './network-shape';

/**
 * The recurrent encoder and decoder (spec section 4). The forward pass gives `free` and `teacher`, float32
 * [O * B, 2] in the decoder's units: fed with its own steps, and with the true ones.
 */
export function createNetwork(shape: NetworkShape): Model {
  return {
    parameters: networkParameters(shape),
    blocks: blockDescriptions(shape),
    cut: cutSamples(shape.normalization),
    loss: (parameters, named) => {
      const inputs = asNetworkInputs(named);
      const output = decodeForTraining(parameters, inputs, named, shape);
      return { loss: trainingLoss(output, inputs, shape), outputs: {} };
    },
    forward: (parameters, named) => {
      const inputs = asNetworkInputs(named);
      const decoder = bindDecoder(parameters, shape);
      const start = decoder.start(encode(parameters, shape, inputs.encoder));
      return {
        free: decodeFrames(decoder, start, inputs, {}),
        teacher: decoder.teach(shiftedTarget(inputs), stepsOf(inputs), start),
      };
    },
  };
}

const stepsOf = ({ target, sample_mask }: NetworkInputs): number => target.shape[0] / sample_mask.shape[0];

/** The target one frame later, zeros first: what the decoder is fed when it is taught. */
function shiftedTarget({ target, sample_mask }: NetworkInputs): Tensor2D {
  const batch = sample_mask.shape[0];
  const first = tf.zeros<tf.Rank.R2>([batch, 2]);
  if (target.shape[0] === batch) return first;
  return tf.concat<Tensor2D>([first, tf.slice(target, [0, 0], [target.shape[0] - batch, 2])], 0);
}

function decodeForTraining(
  parameters: NamedTensors,
  inputs: NetworkInputs,
  noise: NamedTensors,
  shape: NetworkShape,
): Tensor2D {
  const decoder = bindDecoder(parameters, shape);
  const start = decoder.start(encode(parameters, shape, inputs.encoder));
  const dropout = noise[DROPOUT_NOISE] as Tensor2D | undefined;
  if (shape.mode === 'teacher') return decoder.teach(shiftedTarget(inputs), stepsOf(inputs), start, dropout);
  const draw = shape.mode === 'scheduled' ? (noise[SCHEDULE_NOISE] as Tensor2D) : undefined;
  return decodeFrames(decoder, start, inputs, { dropout, draw });
}

/** Frame by frame: each is fed with the model's own step or, where a draw is below `teacher_share`, with the true one. */
function decodeFrames(
  decoder: Decoder,
  start: DecoderState,
  inputs: NetworkInputs,
  { dropout, draw }: { readonly dropout?: Tensor2D | undefined; readonly draw?: Tensor2D | undefined },
): Tensor2D {
  const steps = stepsOf(inputs);
  const byFrame = (sequence: Tensor2D | undefined): readonly (Tensor2D | undefined)[] =>
    sequence ? tf.split(sequence, steps, 0) : [];
  const [masks, draws] = [byFrame(dropout), byFrame(draw)];
  const truth = draw ? byFrame(shiftedTarget(inputs)) : [];
  const outputs: Tensor2D[] = [];
  let state = start;
  let token: Tensor2D = tf.zeros([inputs.sample_mask.shape[0], 2]);
  for (let frame = 0; frame < steps; frame += 1) {
    const isTaught = draws[frame] ? tf.less(draws[frame]!, inputs.teacher_share) : undefined;
    const fed = isTaught ? tf.where<Tensor2D>(tf.tile(isTaught, [1, 2]), truth[frame]!, token) : token;
    const stepped = decoder.step(fed, state, masks[frame]);
    state = stepped.state;
    token = stepped.output;
    outputs.push(token);
  }
  return tf.concat<Tensor2D>(outputs, 0);
}

function trainingLoss(output: Tensor2D, inputs: NetworkInputs, shape: NetworkShape) {
  const padded = { mask: inputs.mask, sampleMask: inputs.sample_mask, fullLength: shape.maxOutputLen };
  const ways = (sequence: Tensor2D): Tensor2D =>
    shape.isLossOnPositions ? summedSteps(sequence, stepsOf(inputs), shape) : sequence;
  return sequenceSquaredError(ways(output), ways(inputs.target), padded, shape.normalization);
}

/**
 * Way from the release after each frame, in units of its deviation. A product with a triangle of ones: the gradient of
 * tf.cumsum has a wrong shape for any but the last axis (tfjs 4.22).
 */
function summedSteps(sequence: Tensor2D, steps: number, { targetDeviation, wayDeviation }: NetworkShape): Tensor2D {
  const [rows] = sequence.shape;
  const scale = tf.tensor1d(targetDeviation.map((deviation) => deviation / wayDeviation));
  const upTo = Array.from({ length: steps * steps }, (_, at) => (at % steps <= Math.floor(at / steps) ? 1 : 0));
  const byFrame = tf.reshape<tf.Rank.R2>(tf.mul(sequence, scale), [steps, (rows / steps) * 2]);
  return tf.reshape<tf.Rank.R2>(tf.matMul(tf.tensor2d(upTo, [steps, steps]), byFrame), [rows, 2]);
}

function networkParameters(shape: NetworkShape): readonly ModelParameter[] {
  const { features, layers, width, denseUnits, cell } = shape;
  const layersOf = (part: 'encoder' | 'decoder', inputs: number) =>
    Array.from({ length: layers }, (_, layer) => {
      const name = layerName(part, layer);
      return CELLS[cell].parameters({ name, inputs: layer === 0 ? inputs : width, width, block: name });
    }).flat();
  const dense = (name: string, inputs: number, outputs: number) =>
    linearParameters({
      name,
      inputs,
      outputs,
      block: name,
      weight: { kind: 'uniform', bound: Math.sqrt(6 / (inputs + outputs)) },
      bias: { kind: 'zeros' },
    });
  return [
    ...layersOf('encoder', features),
    ...layersOf('decoder', 2),
    ...(denseUnits > 0 ? dense('head.dense', width, denseUnits) : []),
    ...dense('head.output', denseUnits || width, 2),
  ];
}

/** Multiply-adds of one sample with full input and target. */
function blockDescriptions(shape: NetworkShape): readonly BlockDescription[] {
  const { features, inputSteps, maxOutputLen, layers, width, denseUnits, cell } = shape;
  const gates = cell === 'lstm' ? 4 : 3;
  const layersOf = (part: 'encoder' | 'decoder', inputs: number, steps: number) =>
    Array.from({ length: layers }, (_, layer) => ({
      block: layerName(part, layer),
      multiplyAdds: steps * gates * width * ((layer === 0 ? inputs : width) + width),
    }));
  return [
    ...layersOf('encoder', features, inputSteps),
    ...layersOf('decoder', 2, maxOutputLen),
    ...(denseUnits > 0 ? [{ block: 'head.dense', multiplyAdds: maxOutputLen * width * denseUnits }] : []),
    { block: 'head.output', multiplyAdds: maxOutputLen * 2 * (denseUnits || width) },
  ];
}
