import type { SweepConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';
import { toDimension, valueKey, type Dimension } from './dimension';

/** A parameter of a space. */
export interface SpaceParameter {
  readonly name: string;
  readonly dimension: Dimension;
  /** null: it always counts. */
  readonly condition: { readonly parameter: string; readonly values: ReadonlySet<string> } | null;
}

/** A value of a parameter, as the sampler found it. */
export type ParameterValue = Parameters[string];

/**
 * What a sweep varies. Parameters come in the order of the file, except that one which others depend on comes before them,
 * so that a sampler that goes through them in order knows whether each one counts.
 */
export interface SearchSpace {
  readonly parameters: readonly SpaceParameter[];
  /** Whether a parameter counts, given the values before it. */
  isActive(parameter: SpaceParameter, values: Parameters): boolean;
}

function isActive({ condition }: SpaceParameter, values: Parameters): boolean {
  if (condition === null) return true;
  return Object.hasOwn(values, condition.parameter) && condition.values.has(valueKey(values[condition.parameter]));
}

/** @returns names in an order in which conditions come first; those of a circle are left out */
export function orderByCondition(space: SweepConfig['space']): readonly string[] {
  const ordered: string[] = [];
  let waiting = Object.keys(space);
  for (;;) {
    const isReady = (name: string): boolean => {
      const parent = space[name]!.when?.parameter;
      return parent === undefined || ordered.includes(parent);
    };
    const next = waiting.find(isReady);
    if (next === undefined) return ordered;
    ordered.push(next);
    waiting = waiting.filter((name) => name !== next);
  }
}

/** @param space of a sweep file that was checked: ranges hold, conditions name parameters and do not go in a circle */
export function toSearchSpace(space: SweepConfig['space']): SearchSpace {
  const parameters = orderByCondition(space).map((name): SpaceParameter => {
    const config = space[name]!;
    return {
      name,
      dimension: toDimension(config),
      condition: config.when
        ? { parameter: config.when.parameter, values: new Set(config.when.in.map(valueKey)) }
        : null,
    };
  });
  return { parameters, isActive };
}
