import { parse, YAMLParseError } from 'yaml';
import { ConfigOverrideError } from '#contract/errors/config-errors';
import type { Override } from '../workbench';

/** A `--set` in parts. */
export interface ParsedOverride {
  readonly text: Override;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** @throws ConfigOverrideError when it is not `path=value`, or the value is no YAML */
export function parseOverride(text: Override): ParsedOverride {
  const [, dotted, valueText] = /^([\w-]+(?:\.[\w-]+)*)=(.*)$/s.exec(text) ?? [];
  if (dotted === undefined || valueText === undefined) throw new ConfigOverrideError(text, 'it is not path=value');
  try {
    return { text, path: dotted.split('.'), value: parse(valueText) as unknown };
  } catch (error) {
    throw new ConfigOverrideError(
      text,
      error instanceof YAMLParseError ? (error.message.split('\n')[0] ?? 'no YAML') : 'its value is no YAML',
    );
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a copy of a configuration value with one key set; groups that are not there are made */
export function applyOverride(
  value: unknown,
  { path: [key, ...rest], value: leaf }: Pick<ParsedOverride, 'path' | 'value'>,
): unknown {
  if (key === undefined) return leaf;
  const group = isObject(value) ? value : {};
  return { ...group, [key]: applyOverride(group[key], { path: rest, value: leaf }) };
}

/** @returns the override that set a path or something around it, if one did */
export function overrideOf(overrides: readonly ParsedOverride[], path: readonly PropertyKey[]): Override | undefined {
  return overrides.find((override) => override.path.every((key, index) => key === String(path[index])))?.text;
}
