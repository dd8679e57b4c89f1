import type { ParameterStore } from '../backend/parameter-store';
import type { ModelParameter } from '../families/family';

/** A stretch of a flat buffer, in elements. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** @returns the stretches of a parameter's own values that stay zero, such as a padding row */
export function zeroRowsOf({ shape, zeroRows = [] }: Pick<ModelParameter, 'shape' | 'zeroRows'>): readonly Stretch[] {
  const length = shape.slice(1).reduce((product, size) => product * size, 1);
  return zeroRows.map((row) => ({ start: row * length, length }));
}

/** @returns a function that clears the gradients of all rows that must stay zero; call it before the norm is taken */
export function zeroRowGradients(store: ParameterStore, parameters: readonly ModelParameter[]): () => void {
  const stretches = parameters
    .filter((parameter) => parameter.trainable)
    .flatMap((parameter) =>
      zeroRowsOf(parameter).map(({ start, length }) => ({ start: start + store.slot(parameter.name).offset, length })),
    );
  return () => {
    for (const { start, length } of stretches) store.gradients.fill(0, start, start + length);
  };
}
