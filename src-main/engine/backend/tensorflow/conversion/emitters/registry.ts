import type { Emitter } from '../emitter';
import { ARRANGEMENT_EMITTERS } from './arrangement';
import { CONVOLUTION_EMITTERS } from './convolutions';
import { ELEMENTWISE_EMITTERS } from './elementwise';
import { FUSED_EMITTERS } from './fused';
import { GATHERING_EMITTERS } from './gathering';
import { PRODUCT_EMITTERS } from './products';
import { REDUCTION_EMITTERS } from './reductions';

/** How each operation of a lowered graph is written in TensorFlow. */
export const EMITTERS = {
  ...ARRANGEMENT_EMITTERS,
  ...CONVOLUTION_EMITTERS,
  ...ELEMENTWISE_EMITTERS,
  ...FUSED_EMITTERS,
  ...GATHERING_EMITTERS,
  ...PRODUCT_EMITTERS,
  ...REDUCTION_EMITTERS,
} satisfies Record<string, Emitter>;

/** Operations that the executor knows. */
export type EmittedOperation = keyof typeof EMITTERS;

/**
 * @returns the emitter of an operation
 * @throws RangeError for an operation that a lowering gained and this table did not: a fault of ours
 */
export function emitterOf(operation: string): Emitter {
  if (Object.hasOwn(EMITTERS, operation)) return EMITTERS[operation as EmittedOperation];
  throw new RangeError(`The TensorFlow executor has no emitter for the lowered operation ${operation}.`);
}
