import type { KernelName } from '../kernels/kernel-name';
import { axesOf, frontAxis } from '../lowering/shapes';
import type { KernelAttributes, TensorSpec } from '../trace/traced-graph';

/** One kernel call of one model, before it becomes a call of several. */
export interface CallOfOne {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly attributes: KernelAttributes;
  /** Models that are stacked: the size of the new first axis. */
  readonly count: number;
  /** Whether some input is the same for all models, and so has no axis of models. */
  readonly hasShared: boolean;
}

/** The same call for all models at once. */
export interface StackedCall {
  readonly kernel: KernelName;
  readonly attributes: KernelAttributes;
  /** Inputs of lower rank get axes of size 1 behind that of the models, up to this rank without it. */
  readonly alignedRank?: number;
}

/** @returns null where the models are better computed one by one */
type StackRule = (call: CallOfOne) => StackedCall | null;

/**
 * Below this, products are lowered in forms of their own (column sums, swapped operands; lowering/matrix-product.ts), which
 * stacked ones have not.
 */
const NARROW = 8;

const sameRank =
  (kernel: KernelName): StackRule =>
  ({ attributes }) => ({ kernel, attributes });

/** Values of several shapes that are broadcast from the right. */
const broadcast =
  (kernel: KernelName): StackRule =>
  ({ attributes, outputs }) => ({ kernel, attributes, alignedRank: outputs[0]!.shape.length });

const toShape: StackRule = ({ outputs, count }) => ({
  kernel: 'Reshape',
  attributes: { shape: [count, ...outputs[0]!.shape] },
});

/** An axis of the inputs, under the name that tfjs gives it. */
const alongAxis =
  (kernel: KernelName, name: 'axis' | 'dim', rankOf: (call: CallOfOne) => number): StackRule =>
  (call) =>
    call.hasShared
      ? null
      : {
          kernel,
          attributes: { ...call.attributes, [name]: frontAxis(call.attributes[name] as number, rankOf(call)) + 1 },
        };

const inputRank = ({ inputs }: CallOfOne): number => inputs[0]!.shape.length;
const outputRank = ({ outputs }: CallOfOne): number => outputs[0]!.shape.length;

/** Over the last axis only: sums over others are products of their own kind in the lowering. */
const overLastAxis =
  (kernel: KernelName, name: 'axis' | 'reductionIndices'): StackRule =>
  (call) => {
    const rank = inputRank(call);
    const axes = axesOf(call.attributes[name] as number | number[] | undefined, rank);
    if (rank < 2 || axes.length !== 1 || axes[0] !== rank - 1) return null;
    return { kernel, attributes: { ...call.attributes, [name]: [rank] } };
  };

const product: StackRule = ({ inputs, outputs, attributes }) => {
  const { shape } = outputs[0]!;
  const isNarrow = Math.min(...shape.slice(-2), ...inputs.flatMap((input) => input.shape.slice(-2))) < NARROW;
  return isNarrow ? null : { kernel: 'BatchMatMul', attributes, alignedRank: shape.length };
};

/** How kernels are computed for several models at once; a kernel that is not here is computed model by model. */
export const STACK_RULES: Partial<Readonly<Record<KernelName, StackRule>>> = {
  Abs: sameRank('Abs'),
  Erf: sameRank('Erf'),
  Exp: sameRank('Exp'),
  Log: sameRank('Log'),
  Log1p: sameRank('Log1p'),
  LogicalNot: sameRank('LogicalNot'),
  Neg: sameRank('Neg'),
  Reciprocal: sameRank('Reciprocal'),
  Rsqrt: sameRank('Rsqrt'),
  Sign: sameRank('Sign'),
  Sqrt: sameRank('Sqrt'),
  Square: sameRank('Square'),
  Cast: sameRank('Cast'),
  ClipByValue: sameRank('ClipByValue'),
  Elu: sameRank('Elu'),
  EluGrad: sameRank('EluGrad'),
  LeakyRelu: sameRank('LeakyRelu'),
  Relu: sameRank('Relu'),
  Relu6: sameRank('Relu6'),
  Selu: sameRank('Selu'),
  Sigmoid: sameRank('Sigmoid'),
  Softplus: sameRank('Softplus'),
  Step: sameRank('Step'),
  Tanh: sameRank('Tanh'),
  Softmax: alongAxis('Softmax', 'dim', inputRank),

  Add: broadcast('Add'),
  Equal: broadcast('Equal'),
  Greater: broadcast('Greater'),
  GreaterEqual: broadcast('GreaterEqual'),
  Less: broadcast('Less'),
  LessEqual: broadcast('LessEqual'),
  LogicalAnd: broadcast('LogicalAnd'),
  LogicalOr: broadcast('LogicalOr'),
  Maximum: broadcast('Maximum'),
  Minimum: broadcast('Minimum'),
  Multiply: broadcast('Multiply'),
  NotEqual: broadcast('NotEqual'),
  RealDiv: broadcast('RealDiv'),
  SquaredDifference: broadcast('SquaredDifference'),
  Sub: broadcast('Sub'),
  AddN: (call) => (call.hasShared ? null : sameRank('AddN')(call)),
  Select: (call) => (call.hasShared ? null : broadcast('Select')(call)),

  Max: overLastAxis('Max', 'reductionIndices'),
  Mean: overLastAxis('Mean', 'axis'),
  Sum: overLastAxis('Sum', 'axis'),

  Concat: alongAxis('Concat', 'axis', outputRank),
  ExpandDims: toShape,
  Identity: sameRank('Identity'),
  Reshape: toShape,
  SplitV: alongAxis('SplitV', 'axis', inputRank),
  Transpose: ({ attributes }) => ({
    kernel: 'Transpose',
    attributes: { perm: [0, ...(attributes['perm'] as number[]).map((axis) => axis + 1)] },
  }),

  BatchMatMul: product,
};
