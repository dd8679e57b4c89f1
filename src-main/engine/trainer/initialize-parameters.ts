import type { ParameterStore } from '../backend/parameter-store';
import type { ModelParameter } from '../families/family';
import type { RandomFiller } from '../random/random-filler';
import { makeOrthogonal } from './orthogonal-matrix';
import { zeroRowsOf } from './zero-rows';

/** Writes a parameter's first values into `values`. */
function draw(
  values: Float32Array,
  { name, shape, initializer }: ModelParameter,
  seed: number,
  filler: RandomFiller,
): void {
  const address = { seed, stream: `initialize.${name}` };
  switch (initializer.kind) {
    case 'zeros':
      values.fill(0);
      break;
    case 'ones':
      values.fill(1);
      break;
    case 'uniform':
      filler.fillUniform(values, address);
      for (let i = 0; i < values.length; i += 1) values[i] = (2 * values[i]! - 1) * initializer.bound;
      break;
    case 'normal':
      filler.fillNormal(values, address);
      for (let i = 0; i < values.length; i += 1) values[i] = values[i]! * initializer.deviation;
      break;
    case 'orthogonal':
      filler.fillNormal(values, address);
      makeOrthogonal(values, values.length / shape.at(-1)!, shape.at(-1)!);
      for (let i = 0; i < values.length; i += 1) values[i] = values[i]! * initializer.gain;
      break;
    case 'constant-between':
      values.fill(0).fill(initializer.value, initializer.from, initializer.to);
      break;
    case 'values':
      values.set(initializer.values);
      break;
  }
}

/**
 * Fills a store with the first values of a model. Each parameter has a stream of its own (seed, `initialize.<name>`), so
 * adding one does not change the others.
 */
export function initializeParameters(
  store: ParameterStore,
  parameters: readonly ModelParameter[],
  seed: number,
  filler: RandomFiller,
): void {
  for (const parameter of parameters) {
    const values = store.value(parameter.name);
    draw(values, parameter, seed, filler);
    for (const { start, length } of zeroRowsOf(parameter)) values.fill(0, start, start + length);
  }
}
