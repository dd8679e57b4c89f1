import * as activations from './activations';
import * as arrangement from './arrangement';
import * as binary from './binary';
import * as convolutions from './convolution';
import * as gathering from './gathering';
import { HOST_RULES } from './edge-attention';
import type { KernelName } from './kernel-name';
import type { KernelRule } from './kernel-rule';
import { batchMatMul } from './matrix-multiplication';
import * as reductions from './reductions';
import * as splitting from './splitting';
import * as unary from './unary';

/** Shape rule and lowering of every kernel, under tfjs's names. */
export const KERNEL_RULES = {
  Abs: unary.absolute,
  Ceil: unary.ceil,
  Cos: unary.cosine,
  Erf: unary.errorFunction,
  Exp: unary.exponential,
  Expm1: unary.exponentialMinusOne,
  Floor: unary.floor,
  IsFinite: unary.isFinite,
  IsInf: unary.isInfinite,
  IsNan: unary.isNotANumber,
  Log: unary.logarithm,
  Log1p: unary.logarithmOfOnePlus,
  LogicalNot: unary.logicalNot,
  Neg: unary.negate,
  Reciprocal: unary.reciprocal,
  Round: unary.round,
  Rsqrt: unary.reciprocalSquareRoot,
  Sign: unary.sign,
  Sin: unary.sine,
  Sqrt: unary.squareRoot,
  Square: unary.squared,

  ClipByValue: activations.clipByValue,
  Elu: activations.elu,
  EluGrad: activations.eluGradient,
  LeakyRelu: activations.leakyRelu,
  LogSoftmax: activations.logSoftmax,
  Prelu: activations.prelu,
  Relu: activations.relu,
  Relu6: activations.relu6,
  Selu: activations.selu,
  Sigmoid: activations.sigmoid,
  Softmax: activations.softmax,
  Softplus: activations.softplus,
  Step: activations.step,
  Tanh: activations.hyperbolicTangent,

  Add: binary.sum,
  AddN: binary.sumOfMany,
  Equal: binary.equal,
  FloorDiv: binary.floorQuotient,
  Greater: binary.greater,
  GreaterEqual: binary.greaterOrEqual,
  Less: binary.less,
  LessEqual: binary.lessOrEqual,
  LogicalAnd: binary.logicalAnd,
  LogicalOr: binary.logicalOr,
  Maximum: binary.maximum,
  Minimum: binary.minimum,
  Multiply: binary.product,
  NotEqual: binary.notEqual,
  Pow: binary.power,
  RealDiv: binary.quotient,
  Select: binary.select,
  SquaredDifference: binary.squaredDifference,
  Sub: binary.difference,

  All: reductions.allOf,
  Any: reductions.anyOf,
  ArgMax: reductions.indexOfMaximum,
  ArgMin: reductions.indexOfMinimum,
  Cumsum: reductions.cumulativeSum,
  Max: reductions.maximumOver,
  Mean: reductions.meanOver,
  Min: reductions.minimumOver,
  Prod: reductions.productOver,
  Sum: reductions.sumOver,

  BroadcastTo: arrangement.broadcast,
  Cast: arrangement.castTo,
  Concat: arrangement.concat,
  ExpandDims: arrangement.expandDims,
  Fill: arrangement.fill,
  Identity: arrangement.identity,
  OneHot: arrangement.oneHot,
  OnesLike: arrangement.onesLike,
  Pack: arrangement.pack,
  PadV2: arrangement.pad,
  Reshape: arrangement.reshapeTo,
  Reverse: arrangement.reverse,
  Slice: arrangement.sliceOf,
  SplitV: splitting.splitOf,
  Tile: arrangement.tile,
  Transpose: arrangement.transposeTo,
  Unpack: splitting.unpack,
  ZerosLike: arrangement.zerosLike,

  GatherNd: gathering.gatherNd,
  GatherV2: gathering.gather,
  ScatterNd: gathering.scatterNd,
  UnsortedSegmentSum: gathering.unsortedSegmentSum,

  BatchMatMul: batchMatMul,
  Conv2D: convolutions.convolution,
  Conv2DBackpropFilter: convolutions.convolutionFilterGradient,
  Conv2DBackpropInput: convolutions.convolutionInputGradient,
} satisfies Record<KernelName, KernelRule>;

/** @returns the rule of a kernel, by the name a trace recorded */
export function kernelRule(kernel: string): KernelRule | undefined {
  if (Object.hasOwn(HOST_RULES, kernel)) return HOST_RULES[kernel as keyof typeof HOST_RULES];
  return Object.hasOwn(KERNEL_RULES, kernel) ? KERNEL_RULES[kernel as KernelName] : undefined;
}
