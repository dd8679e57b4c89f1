import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../../src-main/engine/backend/executor';
import type { KernelName } from '../../../../src-main/engine/compiler/kernels/kernel-name';
import type { Random } from '../../../../src-main/engine/bench/workloads/random';

/** Operands of a case: shapes, and how elements are drawn when a normal distribution does not do. */
export type CaseTensors = Readonly<
  Record<
    string,
    { readonly shape: readonly number[]; readonly dtype?: 'int32'; readonly value?: (random: Random) => number }
  >
>;

/** One use of a kernel over random shapes. */
export interface KernelCase {
  readonly name: string;
  readonly tensors: (random: Random) => CaseTensors;
  readonly run: (operands: NamedTensors) => Tensor;
}

const size = (random: Random, least = 1, most = 5): number => least + Math.floor(random() * (most - least + 1));
const shapeOf = (random: Random, rank: number): number[] => Array.from({ length: rank }, () => size(random));
const positive = (random: Random): number => 0.1 + 2 * random();
/** Far enough from zero and from integers that no kink lies within rounding. */
const awayFromKinks = (random: Random): number => (Math.floor(random() * 7) - 3 + 0.2 + 0.6 * random()) * 1;

type Unary = (x: Tensor) => Tensor;
const unary = (run: Unary, value?: (random: Random) => number): KernelCase[] =>
  [0, 1, 2, 3, 4].map((rank) => ({
    name: `rank ${rank}`,
    tensors: (random) => ({ x: { shape: shapeOf(random, rank), ...(value ? { value } : {}) } }),
    run: ({ x }) => run(x!),
  }));

/** A result as numbers with a gradient of zero, for kernels that tfjs has no gradient for. */
const valueOnly = (run: (...operands: Tensor[]) => Tensor, ...operands: Tensor[]): Tensor =>
  tf.customGrad((...all) => {
    const inputs = all.slice(0, operands.length) as Tensor[];
    const shapes = inputs.map(({ shape }) => shape);
    return { value: tf.cast(run(...inputs), 'float32'), gradFunc: () => shapes.map((shape) => tf.zeros(shape)) };
  })(...operands);
const asFloat =
  (run: Unary): Unary =>
  (x) =>
    valueOnly(run, x);

type Binary = (a: Tensor, b: Tensor) => Tensor;
const binary = (run: Binary, value?: (random: Random) => number): KernelCase[] => {
  const drawn = value ? { value } : {};
  const pairs: [string, (s: number[]) => [number[], number[]]][] = [
    ['equal shapes', (s) => [s, s]],
    ['a row', (s) => [s, s.slice(-1)]],
    [
      'a column on the left',
      ([first, ...rest]) => [
        [first!, ...rest.map(() => 1)],
        [first!, ...rest],
      ],
    ],
    ['a scalar', (s) => [[], s]],
    [
      'both broadcast',
      ([first, ...rest]) => [
        [first!, ...rest.map(() => 1)],
        [1, ...rest],
      ],
    ],
  ];
  return pairs.map(([name, shapes]) => ({
    name,
    tensors: (random) => {
      const [a, b] = shapes(shapeOf(random, size(random, 2, 4)));
      return { a: { shape: a, ...drawn }, b: { shape: b, ...drawn } };
    },
    run: ({ a, b }) => run(a!, b!),
  }));
};
/** tfjs has the gradient of these for operands of equal shape only. */
const binaryOfEqualShapes = (run: Binary): KernelCase[] => [
  ...binary(run).slice(0, 1),
  ...binary((a, b) => valueOnly((x, y) => run(x, y), a, b)).slice(1),
];
const comparison = (run: Binary): KernelCase[] =>
  binary((a, b) => valueOnly((x, y) => run(tf.round(x), tf.round(y)), a, b));
const logical = (run: Binary): KernelCase[] =>
  binary((a, b) => valueOnly((x, y) => run(tf.cast(tf.round(x), 'bool'), tf.cast(tf.round(y), 'bool')), a, b));

type Reduction = (x: Tensor, axis: number | number[] | undefined, keepsAxes: boolean) => Tensor;
const reduction = (run: Reduction, value?: (random: Random) => number): KernelCase[] => {
  const axes: [string, number, number | number[] | undefined][] = [
    ['everything', 3, undefined],
    ['rows', 2, 0],
    ['the last axis', 3, -1],
    ['two axes', 4, [1, 2]],
    ['the outer axes', 4, [0, 3]],
  ];
  return axes.flatMap(([name, rank, axis]) =>
    [false, true].map((keeps) => ({
      name: `${name}${keeps ? ', kept' : ''}`,
      tensors: (random: Random) => ({ x: { shape: shapeOf(random, rank), ...(value ? { value } : {}) } }),
      run: ({ x }: NamedTensors) => run(x!, axis, keeps),
    })),
  );
};

const one = (
  name: string,
  tensors: (random: Random) => CaseTensors,
  run: (operands: NamedTensors) => Tensor,
): KernelCase => ({ name, tensors, run });

const matrix = (random: Random): CaseTensors => ({ x: { shape: shapeOf(random, 2) } });
const cube = (random: Random): CaseTensors => ({ x: { shape: shapeOf(random, 3) } });
const image = (random: Random): CaseTensors => ({ x: { shape: shapeOf(random, 4) } });
const fixed = (shape: readonly number[]) => (): CaseTensors => ({ x: { shape } });

const product = (a: number[], b: number[], transposeA = false, transposeB = false): KernelCase =>
  one(
    `[${a.join()}]${transposeA ? "'" : ''} x [${b.join()}]${transposeB ? "'" : ''}`,
    () => ({ a: { shape: a }, b: { shape: b } }),
    ({ a: left, b: right }) => tf.matMul(left!, right!, transposeA, transposeB),
  );

interface ConvolutionCase {
  readonly image: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly stride: number | [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly dilation?: number;
}
const convolution = ({ image: x, filter, stride, pad, dilation = 1 }: ConvolutionCase): KernelCase[] => {
  const name = `[${x.join()}] by [${filter.join()}], stride ${String(stride)}, ${pad}, dilation ${dilation}`;
  const tensors = () => ({ x: { shape: x }, filter: { shape: filter } });
  const plain = (image4: Tensor, filter4: Tensor): Tensor =>
    tf.conv2d(image4 as Tensor4D, filter4 as Tensor4D, stride, pad, 'NHWC', dilation);
  // tfjs has no gradient of dilated convolutions.
  const convolve = (image4: Tensor, filter4: Tensor) =>
    dilation === 1 ? plain(image4, filter4) : valueOnly((x4, f4) => plain(x4, f4), image4, filter4);
  return [
    one(name, tensors, (operands) => convolve(operands['x']!, operands['filter']!)),
    // Between elementwise operations and a channels-first source, as in a network.
    one(`${name}, in a network`, tensors, (operands) => {
      const moved = tf.transpose(tf.relu(tf.transpose(operands['x']!, [0, 3, 1, 2])), [0, 2, 3, 1]);
      return tf.mean(tf.tanh(tf.add(convolve(moved, operands['filter']!), 0.1)), [1, 2]);
    }),
  ];
};
const CONVOLUTIONS: KernelCase[] = (
  [
    { image: [2, 5, 6, 3], filter: [3, 3, 3, 4], stride: 1, pad: 'same' },
    { image: [2, 8, 8, 3], filter: [4, 4, 3, 5], stride: 4, pad: 'valid' },
    { image: [2, 7, 8, 2], filter: [3, 3, 2, 3], stride: 2, pad: 'valid' },
    { image: [2, 8, 6, 3], filter: [2, 2, 3, 4], stride: 2, pad: 'same' },
    { image: [1, 8, 8, 32], filter: [4, 4, 32, 6], stride: 2, pad: 'same' },
    { image: [1, 6, 7, 60], filter: [3, 3, 60, 4], stride: 1, pad: 'valid' },
    { image: [2, 12, 12, 16], filter: [4, 4, 16, 3], stride: 2, pad: 1 },
    { image: [2, 5, 5, 3], filter: [1, 1, 3, 4], stride: 1, pad: 'valid' },
    { image: [2, 5, 5, 3], filter: [1, 1, 3, 1], stride: 1, pad: 'valid' },
    { image: [2, 5, 5, 3], filter: [1, 1, 3, 2], stride: 2, pad: 'valid' },
    { image: [1, 9, 8, 2], filter: [3, 2, 2, 3], stride: [2, 1], pad: 'valid' },
    { image: [1, 9, 9, 2], filter: [3, 3, 2, 3], stride: 1, pad: 'valid', dilation: 2 },
    { image: [2, 6, 6, 1], filter: [3, 3, 1, 2], stride: 1, pad: 'same' },
  ] as ConvolutionCase[]
).flatMap(convolution);

const rows = 6;
const index = (random: Random) => Math.floor(random() * rows);
const lookUp = (axis: number): KernelCase =>
  one(
    `axis ${axis}`,
    (random) => ({
      x: { shape: Array.from({ length: 3 }, (_, at) => (at === axis ? rows : size(random))) },
      index: { shape: [size(random, 2, 9)], dtype: 'int32', value: index },
    }),
    ({ x, index: at }) => tf.gather(x!, at as Tensor1D, axis),
  );

/** At least one use of every kernel: over shapes, ranks, axes and broadcasts, through the operations that families use. */
export const KERNEL_CASES = {
  Abs: unary(tf.abs, awayFromKinks),
  Ceil: unary(tf.ceil, awayFromKinks),
  Cos: unary(tf.cos),
  Erf: unary(tf.erf),
  Exp: unary(tf.exp),
  Expm1: unary(tf.expm1),
  Floor: unary(tf.floor, awayFromKinks),
  IsFinite: unary(asFloat((x) => tf.isFinite(tf.div(1, tf.round(x))))),
  IsInf: unary(asFloat((x) => tf.isInf(tf.div(1, tf.round(x))))),
  IsNan: unary(asFloat((x) => tf.isNaN(tf.log(x)))),
  Log: unary(tf.log, positive),
  Log1p: unary(tf.log1p, positive),
  LogicalNot: unary(asFloat((x) => tf.logicalNot(tf.cast(tf.round(x), 'bool')))),
  Neg: unary(tf.neg),
  Reciprocal: unary(tf.reciprocal, positive),
  Round: unary(tf.round, awayFromKinks),
  Rsqrt: unary(tf.rsqrt, positive),
  Sign: unary(tf.sign, awayFromKinks),
  Sin: unary(tf.sin),
  Sqrt: unary(tf.sqrt, positive),
  Square: unary(tf.square),

  ClipByValue: unary((x) => tf.clipByValue(x, -0.7, 1.1), awayFromKinks),
  Elu: unary(tf.elu),
  EluGrad: unary((x) => tf.elu(tf.mul(x, 1.5))),
  LeakyRelu: unary((x) => tf.leakyRelu(x, 0.2)),
  LogSoftmax: [
    one('last axis', matrix, ({ x }) => tf.logSoftmax(x!)),
    one('of a cube', cube, ({ x }) => tf.logSoftmax(x!)),
  ],
  Prelu: binary((x, alpha) => tf.prelu(x, tf.mul(tf.add(alpha, 0), 1))).slice(0, 2),
  Relu: unary(tf.relu),
  Relu6: unary(tf.relu6, (random) => awayFromKinks(random) * 3),
  Selu: unary(tf.selu),
  Sigmoid: unary(tf.sigmoid),
  Softmax: [one('last axis', matrix, ({ x }) => tf.softmax(x!)), one('of an image', image, ({ x }) => tf.softmax(x!))],
  Softplus: unary(tf.softplus),
  Step: unary((x) => tf.step(x, 0.3), awayFromKinks),
  Tanh: unary(tf.tanh),

  Add: binary(tf.add),
  AddN: [
    one(
      'three terms',
      (random) => ({ x: { shape: shapeOf(random, 2) } }),
      ({ x }) => tf.addN([x!, tf.square(x!), tf.neg(x!)]),
    ),
  ],
  Equal: comparison(tf.equal),
  FloorDiv: binary(
    (a, b) => valueOnly((x, y) => tf.floorDiv(tf.cast(x, 'int32'), tf.cast(y, 'int32')), a, b),
    (random) => {
      const value = awayFromKinks(random) * 3;
      return Math.abs(value) < 1 ? 1 : value;
    },
  ),
  Greater: comparison(tf.greater),
  GreaterEqual: comparison(tf.greaterEqual),
  Less: comparison(tf.less),
  LessEqual: comparison(tf.lessEqual),
  LogicalAnd: logical(tf.logicalAnd),
  LogicalOr: logical(tf.logicalOr),
  Maximum: binaryOfEqualShapes(tf.maximum),
  Minimum: binaryOfEqualShapes(tf.minimum),
  Multiply: binary(tf.mul),
  NotEqual: comparison(tf.notEqual),
  Pow: [...binary(tf.pow, positive), ...unary((x) => tf.pow(x, 2)), ...unary((x) => tf.pow(x, 0.5), positive)],
  RealDiv: [...binary(tf.div, positive), ...unary((x) => tf.div(x, 7)), ...unary((x) => tf.div(7, x), positive)],
  Select: [
    ...binary((a, b) =>
      tf.where(
        tf.cast(
          valueOnly((x, y) => tf.greater(x, y), a, b),
          'bool',
        ),
        tf.mul(a, 2),
        b,
      ),
    ).slice(0, 1),
    one('a condition a row', matrix, ({ x }) => tf.where(tf.tensor1d([1], 'bool'), tf.square(x!), tf.zerosLike(x!))),
  ],
  SquaredDifference: binaryOfEqualShapes(tf.squaredDifference),
  Sub: binary(tf.sub),

  All: reduction((x, axis, keeps) => valueOnly((y) => tf.all(tf.cast(tf.round(y), 'bool'), axis, keeps), x)),
  Any: reduction((x, axis, keeps) => valueOnly((y) => tf.any(tf.cast(tf.round(y), 'bool'), axis, keeps), x)),
  ArgMax: [
    one('rows', matrix, ({ x }) => valueOnly((y) => tf.argMax(y, 0), x!)),
    one('last axis', cube, ({ x }) => valueOnly((y) => tf.argMax(y, -1), x!)),
  ],
  ArgMin: [one('rows', matrix, ({ x }) => valueOnly((y) => tf.argMin(y, 0), x!))],
  Cumsum: [
    one('forwards', matrix, ({ x }) => valueOnly((y) => tf.cumsum(y, 0), x!)),
    one('of a vector', fixed([7]), ({ x }) => tf.cumsum(x!, 0, false, true)),
    one('reverse', matrix, ({ x }) => tf.cumsum(x!, 1, false, true)),
    one('exclusive', cube, ({ x }) => tf.cumsum(x!, 2, true, false)),
  ],
  Max: reduction(tf.max),
  Mean: reduction(tf.mean),
  Min: reduction(tf.min),
  Prod: reduction((x, axis, keeps) => valueOnly((y) => tf.prod(y, axis, keeps), x), positive),
  Sum: [
    ...reduction(tf.sum),
    one('of squares', matrix, ({ x }) => tf.sum(tf.square(x!), 1)),
    one('of a broadcast', matrix, ({ x }) => tf.sum(tf.mul(tf.ones([3, 1, 1]), tf.sum(x!, 1, true)), [0, 2])),
  ],

  BroadcastTo: [
    one('a row', fixed([1, 4]), ({ x }) => tf.broadcastTo(x!, [3, 4])),
    one('new axes', fixed([4]), ({ x }) => tf.square(tf.broadcastTo(x!, [2, 3, 4]))),
  ],
  Cast: [
    one('to bool and back', matrix, ({ x }) => valueOnly((y) => tf.cast(tf.round(y), 'bool'), x!)),
    one('to int', matrix, ({ x }) => valueOnly((y) => tf.cast(tf.mul(y, 3), 'int32'), x!)),
  ],
  Concat: [
    one('rows', fixed([2, 3]), ({ x }) => tf.concat([x!, tf.square(x!)], 0)),
    one('last axis', fixed([2, 3, 2]), ({ x }) => tf.concat([tf.exp(x!), x!, x!], -1)),
    one('parts of a split', fixed([6, 3]), ({ x }) => tf.square(tf.concat(tf.split(x!, 3, 0), 0))),
    one('parts in another order', fixed([6, 3]), ({ x }) => tf.square(tf.concat(tf.split(x!, 3, 0).reverse(), 0))),
  ],
  ExpandDims: [
    one('inside', matrix, ({ x }) => tf.square(tf.expandDims(x!, 1))),
    one('at the end', matrix, ({ x }) => tf.expandDims(x!, -1)),
  ],
  Fill: [one('a sum', matrix, ({ x }) => tf.add(x!, tf.fill(x!.shape, 2.5)))],
  Identity: unary((x) => tf.mul(tf.clone(x), x)),
  OneHot: [
    one(
      'rows',
      () => ({
        x: { shape: [5, 4] },
        index: { shape: [3], dtype: 'int32', value: (random) => Math.floor(random() * 5) },
      }),
      ({ x, index: at }) => tf.matMul(tf.oneHot(tf.cast(at!, 'int32'), 5), x!),
    ),
  ],
  OnesLike: unary((x) => tf.mul(tf.onesLike(x), x)),
  Pack: [
    one('first axis', matrix, ({ x }) => tf.stack([x!, tf.square(x!)])),
    one('last axis', matrix, ({ x }) => tf.stack([x!, tf.square(x!)], -1)),
  ],
  PadV2: [
    one('both sides', matrix, ({ x }) =>
      tf.pad(
        x!,
        [
          [1, 2],
          [0, 1],
        ],
        0.5,
      ),
    ),
    one('nothing', matrix, ({ x }) =>
      tf.pad(x!, [
        [0, 0],
        [0, 0],
      ]),
    ),
  ],
  Reshape: [
    one('flat', cube, ({ x }) => tf.square(tf.reshape(x!, [-1]))),
    one('of a broadcast', fixed([2, 3]), ({ x }) =>
      tf.reshape(tf.add(tf.sum(x!, 1, true), tf.zeros([2, 4])), [2, 1, 4]),
    ),
  ],
  Reverse: [
    one('rows', matrix, ({ x }) => tf.reverse(x!, 0)),
    one('two axes', cube, ({ x }) => tf.reverse(x!, [0, 2])),
  ],
  Slice: [
    one('a corner', fixed([4, 5]), ({ x }) => tf.slice(x!, [1, 2], [2, 3])),
    one('rows', fixed([4, 5]), ({ x }) => tf.slice(x!, 1, 2)),
    one('to the end', fixed([4, 5, 2]), ({ x }) => tf.slice(x!, [2, 0, 1], [-1, -1, -1])),
  ],
  SplitV: [
    one('equal parts', fixed([6, 4]), ({ x }) => tf.mul(...(tf.split(x!, 2, 0) as [Tensor, Tensor]))),
    one('sizes', fixed([3, 6]), ({ x }) => tf.square(tf.split(x!, [1, 3, 2], 1)[1]!)),
  ],
  Tile: [
    one('rows', matrix, ({ x }) => tf.tile(x!, [2, 3])),
    one('a broadcast', fixed([1, 4]), ({ x }) => tf.tile(x!, [5, 1])),
  ],
  Transpose: [
    one('matrix', matrix, ({ x }) => tf.square(tf.transpose(x!))),
    one('heads', image, ({ x }) => tf.exp(tf.transpose(x!, [0, 2, 1, 3]))),
    one('channels', image, ({ x }) => tf.exp(tf.transpose(tf.square(tf.transpose(x!, [0, 2, 3, 1])), [0, 3, 1, 2]))),
    one('channels reduced', image, ({ x }) => tf.mean(tf.exp(tf.transpose(x!, [0, 2, 3, 1])), [0, 2])),
    one('channels reduced and kept', image, ({ x }) => tf.sum(tf.exp(tf.transpose(x!, [0, 2, 3, 1])), [2], true)),
  ],
  Unpack: [
    one('first axis', fixed([3, 4]), ({ x }) => tf.mul(...(tf.unstack(x!).slice(1) as [Tensor, Tensor]))),
    one('last axis', fixed([3, 2]), ({ x }) => tf.square(tf.unstack(x!, 1)[1]!)),
  ],
  ZerosLike: unary((x) => tf.add(tf.zerosLike(x), x)),

  GatherNd: [
    one('points', fixed([3, 4]), ({ x }) =>
      tf.add(
        tf.mul(tf.sum(x!), 0),
        tf.gatherND(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor2d([0, 1, 2, 0], [2, 2], 'int32')),
      ),
    ),
  ],
  GatherV2: [lookUp(0), lookUp(1), lookUp(2)],
  ScatterNd: [
    one('points', fixed([3, 4]), ({ x }) =>
      tf.add(tf.mul(tf.sum(x!), 0), tf.scatterND(tf.tensor2d([0, 2, 0], [3, 1], 'int32'), tf.tensor1d([1, 2, 3]), [4])),
    ),
  ],
  UnsortedSegmentSum: [
    one(
      'rows',
      (random) => ({ x: { shape: [9, size(random)] }, index: { shape: [9], dtype: 'int32', value: index } }),
      ({ x, index: at }) => tf.unsortedSegmentSum(x!, at as Tensor1D, rows),
    ),
  ],

  BatchMatMul: [
    product([3, 4], [4, 5]),
    product([4, 3], [4, 5], true),
    product([3, 4], [5, 4], false, true),
    product([4, 3], [5, 4], true, true),
    product([40, 33], [40, 2], true),
    product([2, 3, 4], [2, 4, 5]),
    product([2, 3, 4], [2, 5, 4], false, true),
    product([2, 4, 3], [2, 4, 5], true),
    product([3, 4], [3, 3], true),
    one('sum of products over rows', fixed([6, 4]), ({ x }) =>
      tf
        .split(x!, 3, 0)
        .map((part) => tf.matMul(part, tf.square(part), true))
        .reduce((a, b) => tf.add(a, b)),
    ),
    one('with a bias', fixed([6, 4]), ({ x }) => tf.add(tf.matMul(x!, tf.transpose(x!)), tf.sum(x!, 1))),
  ],
  Conv2D: CONVOLUTIONS,
  Conv2DBackpropFilter: CONVOLUTIONS.slice(0, 2),
  Conv2DBackpropInput: CONVOLUTIONS.slice(0, 2),
} satisfies Record<KernelName, readonly KernelCase[]>;
