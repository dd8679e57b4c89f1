import { createNetwork } from '../../families/masked-seq2seq/network/network';
import { networkNoise } from '../../families/masked-seq2seq/network/network-inputs';
import type { NetworkShape } from '../../families/masked-seq2seq/network/network-shape';
import { asWorkloadParameter } from './family-parameters';
import { roughlyNormal } from './random';
import { dropoutInput, one, type Workload } from './workload';

/** Sizes of the sequence-to-sequence model: two encoder and two decoder layers. */
export interface LstmOptions {
  readonly mode?: 'teacher' | 'free';
  readonly width?: number;
  readonly batch?: number;
  readonly inputSteps?: number;
  readonly outputSteps?: number;
  readonly features?: number;
  readonly headWidth?: number;
}

const DROPOUT = 0.2;

/** The recurrent model of the family `masked-seq2seq`, as it trains; the decoder gets the true step before (teacher) or its own (free). */
export function lstm(options: LstmOptions = {}): Workload {
  const { mode = 'teacher', width = 128, batch = 64, inputSteps = 30, outputSteps = 40 } = options;
  const { features = 35, headWidth = 128 } = options;
  const shape: NetworkShape = {
    features,
    inputSteps,
    cell: 'lstm',
    layers: 2,
    width,
    denseUnits: headWidth,
    dropout: DROPOUT,
    mode,
    isLossOnPositions: false,
    normalization: 'valid',
    maxOutputLen: outputSteps,
    targetDeviation: [1, 1],
    wayDeviation: 1,
  };
  const { parameters, loss, cut } = createNetwork(shape);
  const points = outputSteps * batch;
  return {
    name: `lstm ${width} ${mode}`,
    sampleCount: batch,
    parameters: parameters.map(asWorkloadParameter),
    inputs: {
      encoder: { shape: [inputSteps * batch, features], element: roughlyNormal },
      target: { shape: [points, 2], element: roughlyNormal },
      mask: { shape: [points, 1], element: (random) => (random() < 0.8 ? 1 : 0) },
      sample_mask: { shape: [batch, 1], element: one },
      ...Object.fromEntries(
        networkNoise(shape, batch, outputSteps).map((noise) => [noise.name, dropoutInput(noise.shape, DROPOUT)]),
      ),
    },
    loss,
    cut,
  };
}
