import type { Initializer, ModelParameter } from '../../families/family';
import { normal } from './random';
import { one, zero, type ElementGenerator, type WorkloadParameter } from './workload';

/** A family's parameter with its initial values drawn by the workload's generator; rows of zeros stay zero. */
export function asWorkloadParameter({
  name,
  shape,
  initializer,
  trainable,
  zeroRows = [],
}: ModelParameter): WorkloadParameter {
  const make: (initializer: never) => ElementGenerator = ELEMENTS[initializer.kind];
  const draw = make(initializer as never);
  const rowLength = shape.slice(1).reduce((product, size) => product * size, 1);
  return {
    name,
    shape,
    isFrozen: !trainable,
    initial: (random, index) => (zeroRows.includes(Math.floor(index / rowLength)) ? 0 : draw(random, index)),
  };
}

const ELEMENTS: {
  readonly [K in Initializer['kind']]: (initializer: Initializer & { readonly kind: K }) => ElementGenerator;
} = {
  zeros: () => zero,
  ones: () => one,
  uniform:
    ({ bound }) =>
    (random) =>
      (random() * 2 - 1) * bound,
  normal:
    ({ deviation }) =>
    (random) =>
      normal(random) * deviation,
  // Near enough for timing: what is measured does not depend on it.
  orthogonal:
    ({ gain }) =>
    (random) =>
      normal(random) * gain * 0.1,
  'constant-between':
    ({ value, from, to }) =>
    (_, index) =>
      index >= from && index < to ? value : 0,
  values:
    ({ values }) =>
    (_, index) =>
      values[index]!,
};
