import type { ActorCriticConfig } from '#contract/config/actor-critic';

/** Edge of the square map, cells. */
export const MAP_SIZE = 128;
/** Planes of one observed map. */
export const MAP_CHANNELS = 5;
/** Global features of one observation. */
export const GLOBAL_FEATURES = 16;
/** 9 directions x 5 intensities x build or not. */
export const ACTIONS = 90;
/** 8 octants x 5 intensities: what WAIT is chosen against, with a city or without. */
export const ATTACKS = 40;
/** The last direction of the actions is WAIT. */
export const FIRST_WAIT = 2 * ATTACKS;

/** Everything that decides the network's parameters and operations. */
export type NetworkShape = ActorCriticConfig['model'] & {
  /** Edge of the map where it is not that of the game: for comparisons of executors on small maps. */
  readonly mapSize?: number;
};

/** One convolution over maps of `size` x `size`. */
export interface ConvolutionLayer {
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

const PLAIN_LAYERS = [
  { to: 32, kernel: 8, stride: 4, pad: 'same' },
  { to: 64, kernel: 4, stride: 2, pad: 'same' },
  { to: 64, kernel: 3, stride: 1, pad: 'valid' },
] as const;
const ATTENTION_LAYERS = [
  { to: 32, kernel: 8, stride: 4, pad: 'same' },
  { to: 64, kernel: 4, stride: 4, pad: 'valid' },
  { to: 128, kernel: 4, stride: 2, pad: 'same' },
] as const;

/** The three convolutions; `same` pads alike on both sides at these sizes, so it equals the explicit padding of the brief. */
export function convolutionLayers({ arch, frame_stack }: NetworkShape): readonly ConvolutionLayer[] {
  const layers = arch === 'flatten' ? PLAIN_LAYERS : ATTENTION_LAYERS;
  return layers.map((layer, index) => ({
    ...layer,
    from: index === 0 ? MAP_CHANNELS * frame_stack : layers[index - 1]!.to,
  }));
}

const sizeAfter = (size: number, { kernel, stride, pad }: ConvolutionLayer): number =>
  pad === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;

/** @returns edge of the map behind each convolution */
export function mapSizes(shape: NetworkShape): readonly number[] {
  const layers = convolutionLayers(shape);
  return layers.map((_, index) => layers.slice(0, index + 1).reduce(sizeAfter, shape.mapSize ?? MAP_SIZE));
}

/** Widths between the blocks. */
export interface NetworkWidths {
  /** Of the vector that the last map becomes, before its linear layer. */
  readonly pooled: number;
  /** Of the map vector. */
  readonly map: number;
  readonly global: number;
  readonly attended: number;
  readonly fused: number;
}

/** @returns the widths of a network (spec section 1) */
export function networkWidths(shape: NetworkShape): NetworkWidths {
  const channels = convolutionLayers(shape).at(-1)!.to;
  const places = mapSizes(shape).at(-1)! ** 2;
  const isPooled = shape.arch === 'attention' && shape.pool === 'gap';
  return {
    pooled: isPooled ? channels : channels * places,
    map: shape.arch === 'flatten' ? 512 : 256,
    global: 128,
    attended: shape.arch === 'attention' && shape.cross_attention !== 'none' ? 128 : 0,
    fused: 256,
  };
}

/** Places of the last map that the repaired cross-attention looks at. */
export const attendedPlaces = (shape: NetworkShape): number => mapSizes(shape).at(-1)! ** 2;

/** @returns the norm that the network has: the flatten network has none */
export const normOf = ({ arch, norm }: NetworkShape): NetworkShape['norm'] => (arch === 'flatten' ? 'none' : norm);

/** @returns whether running statistics are kept */
export const hasRunningStatistics = (shape: NetworkShape): boolean => normOf(shape).startsWith('batch-');
