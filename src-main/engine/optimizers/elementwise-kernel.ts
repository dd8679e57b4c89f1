import type { WasmFunction } from '../wasm/assemble-module';
import { f32, f32x4, i32, localGet, localSet, whileLoop, type Code, type ValueType } from '../wasm/instructions';

/** The float32 arithmetic that exists for one lane and for four. */
type Arithmetic = Pick<typeof f32x4, 'load' | 'store' | 'sqrt' | 'add' | 'subtract' | 'multiply' | 'divide'>;

/** Sets the element of one buffer, in memory and for the assignments that follow. */
export interface Assignment {
  readonly buffer: number;
  readonly value: Code;
}

/** An update of whole buffers, element by element. */
export interface ElementwiseKernel<Name extends string> {
  readonly name: Name;
  readonly bufferCount: number;
  readonly coefficientCount: number;
  /**
   * Written once, emitted twice: for four lanes and for the single elements of the tail.
   * @param buffers      code of the current element of each buffer
   * @param coefficients code of each coefficient
   */
  readonly update: (
    arithmetic: Arithmetic,
    buffers: readonly Code[],
    coefficients: readonly Code[],
  ) => readonly Assignment[];
}

interface Form {
  readonly arithmetic: Arithmetic;
  readonly lanes: number;
  readonly bufferLocals: readonly number[];
  readonly coefficientLocals: readonly number[];
}

/** Code that updates `lanes` elements at the pointers, moves the pointers on and lowers the count. */
function round<Name extends string>(kernel: ElementwiseKernel<Name>, countLocal: number, form: Form): Code {
  const { arithmetic, lanes, bufferLocals, coefficientLocals } = form;
  const loads = bufferLocals.flatMap((local, pointer) => localSet(local, arithmetic.load(localGet(pointer))));
  const updates = kernel
    .update(arithmetic, bufferLocals.map(localGet), coefficientLocals.map(localGet))
    .flatMap(({ buffer, value }) => {
      const local = bufferLocals[buffer]!;
      return [...localSet(local, value), ...arithmetic.store(localGet(buffer), localGet(local))];
    });
  const advance = bufferLocals.flatMap((_, pointer) =>
    localSet(pointer, i32.add(localGet(pointer), i32.constant(4 * lanes))),
  );
  const countDown = localSet(countLocal, i32.subtract(localGet(countLocal), i32.constant(lanes)));
  return [...loads, ...updates, ...advance, ...countDown];
}

const repeat = (type: ValueType, count: number): ValueType[] => Array<ValueType>(count).fill(type);
const indices = (start: number, count: number): number[] => Array.from({ length: count }, (_, i) => start + i);

/**
 * @returns a function of (pointer of each buffer, count, each coefficient): addresses in bytes, any multiple of 4;
 * four elements at a time while there are four, then one at a time
 */
export function elementwiseFunction<Name extends string>(
  kernel: ElementwiseKernel<Name>,
): WasmFunction & { readonly name: Name } {
  const { name, bufferCount, coefficientCount } = kernel;
  const count = bufferCount;
  const scalars = indices(count + 1, coefficientCount);
  const splats = indices(count + 1 + coefficientCount, coefficientCount);
  const vectors = indices(count + 1 + 2 * coefficientCount, bufferCount);
  const elements = indices(count + 1 + 2 * coefficientCount + bufferCount, bufferCount);
  const loop = (form: Form): Code =>
    whileLoop(i32.greaterOrEqualSigned(localGet(count), i32.constant(form.lanes)), round(kernel, count, form));
  return {
    name,
    parameters: [...repeat('i32', bufferCount + 1), ...repeat('f32', coefficientCount)],
    locals: [...repeat('v128', coefficientCount + bufferCount), ...repeat('f32', bufferCount)],
    body: [
      ...splats.flatMap((local, i) => localSet(local, f32x4.splat(localGet(scalars[i]!)))),
      ...loop({ arithmetic: f32x4, lanes: 4, bufferLocals: vectors, coefficientLocals: splats }),
      ...loop({ arithmetic: f32, lanes: 1, bufferLocals: elements, coefficientLocals: scalars }),
    ],
  };
}
