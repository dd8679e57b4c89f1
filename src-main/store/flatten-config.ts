/** A leaf of a configuration: dotted path and value as JSON text. */
export type FlatConfig = Record<string, string>;

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/**
 * @param config parsed configuration
 * @returns `model_a.epochs` to `28`; lists stay whole, as `[10,30]`
 */
export function flattenConfig(config: Readonly<Record<string, unknown>>): FlatConfig {
  const flat: Record<string, string> = {};
  const visit = (branch: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [key, value] of Object.entries(branch)) {
      if (isBranch(value)) visit(value, `${prefix}${key}.`);
      else flat[`${prefix}${key}`] = JSON.stringify(value);
    }
  };
  visit(config, '');
  return flat;
}
