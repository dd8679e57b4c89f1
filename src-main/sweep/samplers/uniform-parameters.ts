import type { Parameters } from '#contract/sweeps';
import type { Dimension } from '../space/dimension';
import type { ParameterValue, SearchSpace } from '../space/search-space';

/** @returns the value of a dimension at a position in [0, 1) */
export function valueAt(dimension: Dimension, position: number): ParameterValue {
  if (dimension.kind === 'numeric') return dimension.value(position);
  const index = Math.min(dimension.choices.length - 1, Math.floor(position * dimension.choices.length));
  return dimension.choices[index] as ParameterValue;
}

/**
 * @param positionOf gives each parameter its position; it is asked for every one, also for those that do not count, so
 *   that a draw never depends on a condition
 */
export function parametersAt(space: SearchSpace, positionOf: (index: number) => number): Parameters {
  const values: Record<string, ParameterValue> = {};
  space.parameters.forEach((parameter, index) => {
    const position = positionOf(index);
    if (space.isActive(parameter, values)) values[parameter.name] = valueAt(parameter.dimension, position);
  });
  return values;
}
