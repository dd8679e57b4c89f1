import type { WasmFunction } from '../../../wasm/assemble-module';
import {
  f32,
  f32x4,
  i32,
  i32x4,
  localGet,
  localSet,
  select,
  v128,
  whileLoop,
  type Code,
  type ValueType,
} from '../../../wasm/instructions';

/** What the code of the functions is made for: inner loops are unrolled over a row. */
export interface EdgeAttentionForm {
  readonly heads: number;
  /** Numbers of a head; a multiple of 4. */
  readonly headWidth: number;
  /** Slope of LeakyReLU below zero, 0 to 1. */
  readonly slope: number;
  /** Scores are clipped to plus and minus this. */
  readonly limit: number;
  /** Added to the sum of a target's exponentials. */
  readonly epsilon: number;
}

type Named<Name extends string> = WasmFunction & { readonly name: Name };

const LANES = 4;
const VECTOR_BYTES = 16;
const { add, subtract, multiply } = f32x4;

const repeat = (type: ValueType, count: number): ValueType[] => Array<ValueType>(count).fill(type);
const advance = (pointer: number, bytes: number): Code =>
  localSet(pointer, i32.add(localGet(pointer), i32.constant(bytes)));
const countDown = (count: number): Code => localSet(count, i32.subtract(localGet(count), i32.constant(1)));
/** Address of the row that the integer at an address names. */
const row = (table: number, index: number, rowBytes: number): Code =>
  i32.add(localGet(table), i32.multiply(i32.load(localGet(index)), i32.constant(rowBytes)));
const whileCounting = (count: number, body: Code): Code =>
  whileLoop(i32.greaterOrEqualSigned(localGet(count), i32.constant(1)), [...body, ...countDown(count)]);

/** The sum of the lanes of a local, as a float32; the local is used up. */
function sumOfLanes(sum: number): Code {
  const folded = (lanes: readonly [number, number, number, number]): Code =>
    localSet(sum, add(localGet(sum), i32x4.shuffle(localGet(sum), localGet(sum), lanes)));
  return [...folded([2, 3, 0, 1]), ...folded([1, 0, 3, 2]), ...f32x4.extractFirst(localGet(sum))];
}

/**
 * The edges of a GATv2 layer in one pass each, numbers of an edge staying in registers: an operation at a time moves some
 * 4 MB through memory twenty times. Pointers are byte addresses, rows are `heads * headWidth` numbers.
 *
 * - `scores(source, target, attention, from, to, scores, edges)`
 * - `exponentials(scores, weights, vectors)`: of clipped scores, four at a time
 * - `sums(source, weights, from, to, sums, totals, edges)`: adds into both
 * - `normalize(sums, totals, nodes)`: in place; totals get epsilon added
 * - `nodeGradients(gradient, result, totals, scaled, products, nodes)`: gradient / total, and its product with the result
 * - `edgeGradients(source, target, attention, scaled, products, scores, weights, from, to, dSource, dTarget, dAttention,
 *   edges)`: adds into the last three
 */
export function edgeAttentionFunctions(form: EdgeAttentionForm) {
  return [
    scoresFunction(form),
    exponentialsFunction(form),
    sumsFunction(form),
    normalizeFunction(form),
    nodeGradientsFunction(form),
    edgeGradientsFunction(form),
  ] as const;
}

const vectorsOf = ({ headWidth }: EdgeAttentionForm): number[] =>
  Array.from({ length: headWidth / LANES }, (_, index) => index * VECTOR_BYTES);
/** Code for each head, given the byte offset of its numbers in a row and that of its score in a row of scores. */
const eachHead = (form: EdgeAttentionForm, code: (offset: number, scoreOffset: number) => Code): Code =>
  Array.from({ length: form.heads }, (_, head) => code(4 * head * form.headWidth, 4 * head)).flat();

function scoresFunction(form: EdgeAttentionForm): Named<'scores'> {
  const [source, target, attention, from, to, scores, edges, f, t, x, sum] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ] as const;
  const rowBytes = 4 * form.heads * form.headWidth;
  const leaky = f32x4.maximum(localGet(x), multiply(localGet(x), f32x4.constant(form.slope)));
  const addTerm = (offset: number): Code => [
    ...localSet(x, add(v128.load(localGet(f), offset), v128.load(localGet(t), offset))),
    ...localSet(sum, add(localGet(sum), multiply(leaky, v128.load(localGet(attention), offset)))),
  ];
  return {
    name: 'scores',
    parameters: repeat('i32', 7),
    locals: [...repeat('i32', 2), ...repeat('v128', 2)],
    body: whileCounting(edges, [
      ...localSet(f, row(source, from, rowBytes)),
      ...localSet(t, row(target, to, rowBytes)),
      ...eachHead(form, (offset, scoreOffset) => [
        ...localSet(sum, f32x4.constant(0)),
        ...vectorsOf(form).flatMap((at) => addTerm(offset + at)),
        ...f32.store(localGet(scores), sumOfLanes(sum), scoreOffset),
      ]),
      ...advance(from, 4),
      ...advance(to, 4),
      ...advance(scores, 4 * form.heads),
    ]),
  };
}

/**
 * exp by halves of ln 2 and a polynomial, within 2 units in the last place.
 * @see https://www.netlib.org/cephes, single/expf.c
 */
const EXPONENTIAL = {
  polynomial: [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  ln2High: 0.693359375,
  ln2Low: -2.1219444e-4,
  exponentBias: 127,
  mantissaBits: 23,
} as const;

function exponentialsFunction({ limit }: EdgeAttentionForm): Named<'exponentials'> {
  const [scores, weights, vectors, x, power, result] = [0, 1, 2, 3, 4, 5] as const;
  const clipped = f32x4.minimum(
    f32x4.maximum(v128.load(localGet(scores)), f32x4.constant(-limit)),
    f32x4.constant(limit),
  );
  const less = (factor: number): Code => subtract(localGet(x), multiply(localGet(power), f32x4.constant(factor)));
  const [first, ...others] = EXPONENTIAL.polynomial;
  const polynomial = others.reduce<Code>(
    (sum, coefficient) => add(multiply(sum, localGet(x)), f32x4.constant(coefficient)),
    f32x4.constant(first),
  );
  const square = multiply(localGet(x), localGet(x));
  const twoToThePower = i32x4.shiftLeft(
    i32x4.add(f32x4.truncateToI32x4(localGet(power)), i32x4.constant(EXPONENTIAL.exponentBias)),
    EXPONENTIAL.mantissaBits,
  );
  return {
    name: 'exponentials',
    parameters: repeat('i32', 3),
    locals: repeat('v128', 3),
    body: whileCounting(vectors, [
      ...localSet(x, clipped),
      ...localSet(power, f32x4.nearest(multiply(localGet(x), f32x4.constant(Math.LOG2E)))),
      ...localSet(x, less(EXPONENTIAL.ln2High)),
      ...localSet(x, less(EXPONENTIAL.ln2Low)),
      ...localSet(result, add(add(multiply(polynomial, square), localGet(x)), f32x4.constant(1))),
      ...v128.store(localGet(weights), multiply(localGet(result), twoToThePower)),
      ...advance(scores, VECTOR_BYTES),
      ...advance(weights, VECTOR_BYTES),
    ]),
  };
}

function sumsFunction(form: EdgeAttentionForm): Named<'sums'> {
  const [source, weights, from, to, sums, totals, edges, f, out, total, weight] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ] as const;
  const rowBytes = 4 * form.heads * form.headWidth;
  const addTerm = (offset: number): Code =>
    v128.store(
      localGet(out),
      add(v128.load(localGet(out), offset), multiply(localGet(weight), v128.load(localGet(f), offset))),
      offset,
    );
  return {
    name: 'sums',
    parameters: repeat('i32', 7),
    locals: [...repeat('i32', 3), 'v128'],
    body: whileCounting(edges, [
      ...localSet(f, row(source, from, rowBytes)),
      ...localSet(out, row(sums, to, rowBytes)),
      ...localSet(total, row(totals, to, 4 * form.heads)),
      ...eachHead(form, (offset, scoreOffset) => [
        ...localSet(weight, f32x4.loadSplat(localGet(weights), scoreOffset)),
        ...f32.store(
          localGet(total),
          f32.add(f32.load(localGet(total), scoreOffset), f32.load(localGet(weights), scoreOffset)),
          scoreOffset,
        ),
        ...vectorsOf(form).flatMap((at) => addTerm(offset + at)),
      ]),
      ...advance(from, 4),
      ...advance(to, 4),
      ...advance(weights, 4 * form.heads),
    ]),
  };
}

function normalizeFunction(form: EdgeAttentionForm): Named<'normalize'> {
  const [sums, totals, nodes, total, inverse] = [0, 1, 2, 3, 4] as const;
  return {
    name: 'normalize',
    parameters: repeat('i32', 3),
    locals: ['f32', 'v128'],
    body: whileCounting(nodes, [
      ...eachHead(form, (offset, scoreOffset) => [
        ...localSet(total, f32.add(f32.load(localGet(totals), scoreOffset), f32.constant(form.epsilon))),
        ...f32.store(localGet(totals), localGet(total), scoreOffset),
        ...localSet(inverse, f32x4.splat(f32.divide(f32.constant(1), localGet(total)))),
        ...vectorsOf(form).flatMap((at) =>
          v128.store(localGet(sums), multiply(v128.load(localGet(sums), offset + at), localGet(inverse)), offset + at),
        ),
      ]),
      ...advance(sums, 4 * form.heads * form.headWidth),
      ...advance(totals, 4 * form.heads),
    ]),
  };
}

function nodeGradientsFunction(form: EdgeAttentionForm): Named<'nodeGradients'> {
  const [gradient, result, totals, scaled, products, nodes, inverse, x, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const rowBytes = 4 * form.heads * form.headWidth;
  const addTerm = (offset: number): Code => [
    ...localSet(x, multiply(v128.load(localGet(gradient), offset), localGet(inverse))),
    ...v128.store(localGet(scaled), localGet(x), offset),
    ...localSet(sum, add(localGet(sum), multiply(localGet(x), v128.load(localGet(result), offset)))),
  ];
  return {
    name: 'nodeGradients',
    parameters: repeat('i32', 6),
    locals: repeat('v128', 3),
    body: whileCounting(nodes, [
      ...eachHead(form, (offset, scoreOffset) => [
        ...localSet(inverse, f32x4.splat(f32.divide(f32.constant(1), f32.load(localGet(totals), scoreOffset)))),
        ...localSet(sum, f32x4.constant(0)),
        ...vectorsOf(form).flatMap((at) => addTerm(offset + at)),
        ...f32.store(localGet(products), sumOfLanes(sum), scoreOffset),
      ]),
      ...[gradient, result, scaled].flatMap((pointer) => advance(pointer, rowBytes)),
      ...[totals, products].flatMap((pointer) => advance(pointer, 4 * form.heads)),
    ]),
  };
}

function edgeGradientsFunction(form: EdgeAttentionForm): Named<'edgeGradients'> {
  const [source, target, attention, scaled, products, scores, weights, from, to] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const [dSource, dTarget, dAttention, edges] = [9, 10, 11, 12] as const;
  const [f, t, g, df, dt, product] = [13, 14, 15, 16, 17, 18] as const;
  const [change, weight, x, slope, sum] = [19, 20, 21, 22, 23] as const;
  const rowBytes = 4 * form.heads * form.headWidth;
  const addInto = (pointer: number, offset: number, value: Code): Code =>
    v128.store(localGet(pointer), add(v128.load(localGet(pointer), offset), value), offset);
  /** Gradient of a score: that of its exponential times it, nothing where the score was clipped. */
  const scoreGradient = (scoreOffset: number): Code =>
    select(
      f32.multiply(
        f32.load(localGet(weights), scoreOffset),
        f32.subtract(sumOfLanes(sum), f32.load(localGet(product), scoreOffset)),
      ),
      f32.constant(0),
      f32.lessOrEqual(f32.absolute(f32.load(localGet(scores), scoreOffset)), f32.constant(form.limit)),
    );
  const spread = (offset: number): Code => {
    const attended = multiply(localGet(slope), v128.load(localGet(attention), offset));
    const message = multiply(localGet(weight), v128.load(localGet(g), offset));
    return [
      ...localSet(x, add(v128.load(localGet(f), offset), v128.load(localGet(t), offset))),
      ...localSet(
        slope,
        multiply(
          localGet(change),
          v128.bitSelect(
            f32x4.constant(1),
            f32x4.constant(form.slope),
            f32x4.greaterThan(localGet(x), f32x4.constant(0)),
          ),
        ),
      ),
      ...addInto(dAttention, offset, multiply(localGet(slope), localGet(x))),
      ...localSet(x, attended),
      ...addInto(dt, offset, localGet(x)),
      ...addInto(df, offset, add(localGet(x), message)),
    ];
  };
  return {
    name: 'edgeGradients',
    parameters: repeat('i32', 13),
    locals: [...repeat('i32', 6), ...repeat('v128', 5)],
    body: whileCounting(edges, [
      ...localSet(f, row(source, from, rowBytes)),
      ...localSet(t, row(target, to, rowBytes)),
      ...localSet(g, row(scaled, to, rowBytes)),
      ...localSet(df, row(dSource, from, rowBytes)),
      ...localSet(dt, row(dTarget, to, rowBytes)),
      ...localSet(product, row(products, to, 4 * form.heads)),
      ...eachHead(form, (offset, scoreOffset) => [
        ...localSet(sum, f32x4.constant(0)),
        ...vectorsOf(form).flatMap((at) =>
          localSet(
            sum,
            add(localGet(sum), multiply(v128.load(localGet(g), offset + at), v128.load(localGet(f), offset + at))),
          ),
        ),
        ...localSet(change, f32x4.splat(scoreGradient(scoreOffset))),
        ...localSet(weight, f32x4.loadSplat(localGet(weights), scoreOffset)),
        ...vectorsOf(form).flatMap((at) => spread(offset + at)),
      ]),
      ...[from, to].flatMap((pointer) => advance(pointer, 4)),
      ...[scores, weights].flatMap((pointer) => advance(pointer, 4 * form.heads)),
    ]),
  };
}
