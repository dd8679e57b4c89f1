import { linearParameters } from '../../../layers/linear';
import type { ModelParameter } from '../../family';
import { attentionWidth } from './network-shape';
import type { NetworkShape } from './network-shape';

/**
 * Parameters of the network, 47,393 with 17 statistics (spec section 3.3).
 * Initial values as in section 3.1, that is as in PyTorch's Embedding, Linear and MultiheadAttention.
 */
export const networkParameters = (shape: NetworkShape): readonly ModelParameter[] => [
  {
    name: 'embedding.weight',
    shape: [shape.embeddings + 1, shape.embeddingWidth],
    trainable: true,
    decay: false,
    block: 'embedding',
    initializer: { kind: 'normal', deviation: 1 },
    zeroRows: [shape.embeddings],
  },
  ...encoderParameters(shape),
  ...attentionParameters(attentionWidth(shape)),
  ...linearParameters({ name: 'scorer', inputs: attentionWidth(shape), outputs: 1, block: 'scorer' }),
  ...(shape.hasWinRateResidual ? [WIN_RATE_WEIGHT] : []),
];

/** Starts at 1, so that the first scores already follow the win rate and the network learns what is left. */
const WIN_RATE_WEIGHT: ModelParameter = {
  name: 'scorer.win_rate_weight',
  shape: [1],
  trainable: true,
  decay: false,
  block: 'scorer',
  initializer: { kind: 'ones' },
};

function encoderParameters({ statistics, embeddingWidth, encoderWidths }: NetworkShape): readonly ModelParameter[] {
  const widths = [embeddingWidth + statistics, ...encoderWidths];
  return encoderWidths.flatMap((outputs, layer) =>
    linearParameters({ name: `encoder.${layer}`, inputs: widths[layer]!, outputs, block: 'encoder' }),
  );
}

function attentionParameters(width: number): readonly ModelParameter[] {
  // Xavier uniform over the joint [3 width, width] matrix of the three input projections.
  const joint = { kind: 'uniform', bound: Math.sqrt(6 / (4 * width)) } as const;
  const zeros = { kind: 'zeros' } as const;
  const projection = (name: string, weight?: typeof joint) =>
    linearParameters({
      name: `attention.${name}`,
      inputs: width,
      outputs: width,
      block: 'attention',
      bias: zeros,
      ...(weight && { weight }),
    });
  return [
    ...projection('query', joint),
    ...projection('key', joint),
    ...projection('value', joint),
    ...projection('output'),
  ];
}
