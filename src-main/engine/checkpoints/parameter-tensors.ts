import { CheckpointArchitectureError } from '#contract/errors/checkpoint-errors';
import { float32, type HostTensor, type HostTensors } from '../backend/host-tensor';
import type { ParameterStore } from '../backend/parameter-store';

/** @returns copies of all parameters by name: the content of `weights.safetensors` */
export function parametersToTensors(store: ParameterStore): HostTensors {
  return Object.fromEntries(store.slots.map(({ name, shape }) => [name, float32(store.value(name).slice(), shape)]));
}

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join(' x '));
const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);

const fits = (stored: HostTensor | undefined, shape: readonly number[]): boolean =>
  stored !== undefined && stored.dtype === 'float32' && sameShape(stored.shape, shape);

/** One phrase for each parameter that differs. */
function differences(store: ParameterStore, tensors: HostTensors): readonly string[] {
  const expected = new Set(store.slots.map((slot) => slot.name));
  const unknown = Object.keys(tensors)
    .filter((name) => !expected.has(name))
    .map((name) => `${name} is not in the model`);
  const wrong = store.slots.flatMap(({ name, shape }) => {
    const stored: HostTensor | undefined = tensors[name];
    if (!stored) return [`${name} is missing`];
    if (fits(stored, shape)) return [];
    return [`${name} is ${shapeText(stored.shape)}, the model needs ${shapeText(shape)}`];
  });
  return [...wrong, ...unknown];
}

/**
 * Copies stored weights into a model's parameters.
 * @param origin path for the message
 * @throws CheckpointArchitectureError naming what differs; nothing is changed then
 */
export function restoreParameters(store: ParameterStore, tensors: HostTensors, origin: string): void {
  const found = differences(store, tensors);
  if (found.length > 0) throw new CheckpointArchitectureError(origin, found);
  for (const { name } of store.slots) store.value(name).set(tensors[name]!.data);
}

/**
 * Copies those stored weights that the model has too, by name and shape; the others keep the values they have.
 * @param origin path for the message
 * @returns names of the parameters that were taken over
 * @throws CheckpointArchitectureError when there is none
 */
export function restoreEqualParameters(store: ParameterStore, tensors: HostTensors, origin: string): readonly string[] {
  const equal = store.slots.filter(({ name, shape }) => fits(tensors[name], shape));
  if (equal.length === 0) throw new CheckpointArchitectureError(origin, differences(store, tensors));
  for (const { name } of equal) store.value(name).set(tensors[name]!.data);
  return equal.map(({ name }) => name);
}
