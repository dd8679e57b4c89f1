import { stringify } from 'yaml';
import type { ExperimentConfig } from '#contract/config/experiment';
import type { ConfigCheck, ConfigProblem } from '#contract/configs';
import { serializeError, WorkbenchError } from '#contract/errors/workbench-error';
import type { Override } from '../workbench';
import { parseExperiment, syntaxFindings, type ConfigFinding } from './config-findings';
import { differencesToDefaults } from './differences';
import { applyOverride, overrideOf, parseOverride } from './overrides';
import { readStartsFrom } from './starts-from';
import { YamlSource } from './yaml-source';

/** What a text comes to: a configuration, or what is wrong. */
type Resolution = { readonly config: ExperimentConfig } | { readonly findings: readonly ConfigFinding[] };

function resolveSource(file: string, source: YamlSource, overrides: readonly Override[]): Resolution {
  const findings = syntaxFindings(file, source);
  if (findings.length > 0) return { findings };
  const parsed = overrides.map(parseOverride);
  const value = parsed.reduce<unknown>(applyOverride, source.value);
  return parseExperiment({ file, source, value, overrideOf: (path) => overrideOf(parsed, path) });
}

/**
 * @param file name for messages
 * @returns the configuration with every default written out
 * @throws ConfigSyntaxError, ConfigUnknownKeyError, ConfigValueError, ConfigMissingKeyError, ConfigOverrideError: the first one
 */
export function resolveConfig(file: string, text: string, overrides: readonly Override[] = []): ExperimentConfig {
  const resolution = resolveSource(file, new YamlSource(text), overrides);
  if ('config' in resolution) return resolution.config;
  throw resolution.findings[0]!.error;
}

/** @returns everything that the editor shows about a text; nothing that a person typed makes it throw */
export function checkConfig(file: string, text: string): ConfigCheck {
  const source = new YamlSource(text);
  const resolution = resolveSource(file, source, []);
  const comment = commentProblems(file, source);
  if ('findings' in resolution)
    return {
      problems: [...resolution.findings.map((finding) => toProblem(source, finding)), ...comment],
      resolved: null,
    };
  const { config } = resolution;
  if (comment.length > 0) return { problems: comment, resolved: null };
  const { family, name, seeds } = config;
  return {
    problems: [],
    resolved: { family, name, seeds, yaml: stringify(config), differences: differencesToDefaults(config) },
  };
}

function commentProblems(file: string, source: YamlSource): ConfigProblem[] {
  try {
    readStartsFrom(file, source.text);
    return [];
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const start = source.text.search(/^#[ \t]*starts-from:/m);
    const end = source.text.indexOf('\n', start);
    return [toProblem(source, { error, range: { start, end: end < 0 ? source.text.length : end }, fix: null })];
  }
}

/** @returns a finding as the editor marks it */
export function toProblem(source: Pick<YamlSource, 'place'>, { error, range, fix }: ConfigFinding): ConfigProblem {
  const { code, message, nextStep } = serializeError(error);
  const { line, column } = source.place(range.start);
  const end = source.place(Math.max(range.end, range.start + 1));
  return {
    severity: 'error',
    code,
    message,
    nextStep,
    line,
    column,
    endLine: end.line,
    endColumn: end.column,
    fix: fix && { ...fix },
  };
}
