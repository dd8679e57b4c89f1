import { EXPERIMENT_SCHEMAS, experimentSchema, type ExperimentConfig } from '#contract/config/experiment';
import type { ConfigCheck } from '#contract/configs';
import { flattenConfig } from '../../store/flatten-config';
import { applyOverride } from './overrides';

type Differences = NonNullable<ConfigCheck['resolved']>['differences'];

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((current, key) => (current as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** @returns the configuration of the same family that leaves out every key which has a default */
export function defaultsFor(config: ExperimentConfig): ExperimentConfig {
  let value: unknown = { family: config.family };
  for (;;) {
    const parsed = experimentSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    // Each round fills in the keys that must be there; they are found from the outside in.
    for (const { path } of parsed.error.issues) {
      const received = valueAt(config, path);
      const isGroup = typeof received === 'object' && received !== null && !Array.isArray(received);
      value = applyOverride(value, {
        path: path.map(String),
        value: isGroup && valueAt(value, path) === undefined ? {} : received,
      });
    }
  }
}

const isBookkeeping = (config: ExperimentConfig, path: string): boolean => {
  const shape: Readonly<Record<string, { meta(): Readonly<Record<string, unknown>> | undefined }>> =
    EXPERIMENT_SCHEMAS[config.family].shape;
  return shape[path]?.meta()?.['bookkeeping'] === true;
};

/** @returns the keys of a configuration whose value is not the default, bookkeeping left out */
export function differencesToDefaults(config: ExperimentConfig): Differences {
  const base = flattenConfig(defaultsFor(config));
  return Object.entries(flattenConfig(config))
    .filter(([path, value]) => base[path] !== value && !isBookkeeping(config, path))
    .map(([path, value]) => ({ path, base: base[path] ?? 'null', value }));
}
