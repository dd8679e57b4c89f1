import type { Parameters } from '#contract/sweeps';
import { levelCount, levelValue } from './dimension';
import type { ParameterValue, SearchSpace } from './search-space';

/** @returns cells of the whole product without conditions; null when a parameter takes any value between */
export function productSize({ parameters }: SearchSpace): number | null {
  return parameters.reduce<number | null>((product, { dimension }) => {
    const count = levelCount(dimension);
    return product === null || count === null ? null : product * count;
  }, 1);
}

/**
 * The cells of a grid, the last parameter fastest. A parameter whose condition does not hold takes no values, so that no
 * cell comes twice.
 * @param space every parameter of it has levels
 */
export function* gridCells(space: SearchSpace, from = 0, values: Parameters = {}): Generator<Parameters> {
  const parameter = space.parameters[from];
  if (!parameter) {
    yield values;
    return;
  }
  if (!space.isActive(parameter, values)) {
    yield* gridCells(space, from + 1, values);
    return;
  }
  for (let index = 0; index < levelCount(parameter.dimension)!; index += 1) {
    const value = levelValue(parameter.dimension, index) as ParameterValue;
    yield* gridCells(space, from + 1, { ...values, [parameter.name]: value });
  }
}

/** @returns cells of a grid, conditions taken into account; null when a parameter takes any value between */
export function cellCount(space: SearchSpace): number | null {
  const product = productSize(space);
  if (product === null || space.parameters.every(({ condition }) => condition === null)) return product;
  return [...gridCells(space)].length;
}

/** @returns the cell of a number, from 0; undefined past the last */
export function cellAt(space: SearchSpace, number: number): Parameters | undefined {
  if (space.parameters.some(({ condition }) => condition !== null)) {
    let index = 0;
    for (const cell of gridCells(space)) if (index++ === number) return cell;
    return undefined;
  }
  let rest = number;
  const values: [string, ParameterValue][] = [];
  for (const { name, dimension } of [...space.parameters].reverse()) {
    const count = levelCount(dimension)!;
    values.unshift([name, levelValue(dimension, rest % count) as ParameterValue]);
    rest = Math.floor(rest / count);
  }
  return rest === 0 ? Object.fromEntries(values) : undefined;
}
