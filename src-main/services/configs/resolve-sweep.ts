import { stringify } from 'yaml';
import { experimentSchema, type ExperimentConfig } from '#contract/config/experiment';
import { sweepSchema, type SweepConfig } from '#contract/config/sweep';
import type { ConfigCheck } from '#contract/configs';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { metricDescriptor } from '#contract/metrics';
import type { StudyDefinition } from '#contract/sweeps';
import type { Override, ResolvedConfig } from '../workbench';
import { schemaFindings, syntaxFindings, type ConfigFinding, type ConfigSubject } from './config-findings';
import { applyOverride, overrideOf, parseOverride, type ParsedOverride } from './overrides';
import { toProblem } from './resolve-config';
import { baseFindings, overrideFindings, sweepFindings } from './sweep-findings';
import { YamlSource } from './yaml-source';

/** A sweep after every default and override, with its base experiment. */
export interface ResolvedSweep {
  readonly sweep: SweepConfig;
  /** Relative to the workspace; null for a file outside it. */
  readonly configPath: string | null;
  /** Base experiment with the sweep's overrides. */
  readonly base: ExperimentConfig;
  readonly experimentPath: string | null;
  readonly direction: StudyDefinition['direction'];
}

/** Reads the base experiment that a sweep names. @throws what `ConfigService.resolve` throws */
export type ResolveBase = (experiment: string) => ResolvedConfig;

type Resolution =
  { readonly findings: readonly ConfigFinding[] } | { readonly resolved: Omit<ResolvedSweep, 'configPath'> };

const SWEEP_SECTIONS = new Set(Object.keys(sweepSchema.shape));

/**
 * Puts `--set` into a sweep: a key of the sweep file (`limits.trials`, `sampler.seed`) goes there; any other is a key of the
 * experiment, and one that the space varies is fixed by it.
 */
function place(value: unknown, override: ParsedOverride): unknown {
  if (SWEEP_SECTIONS.has(override.path[0]!)) return applyOverride(value, override);
  const key = override.path.join('.');
  const sweep = value as { readonly space?: Record<string, unknown> };
  const space = Object.fromEntries(Object.entries(sweep.space ?? {}).filter(([name]) => name !== key));
  const fixed = sweep.space === undefined ? value : { ...sweep, space };
  return applyOverride(fixed, { path: ['overrides', key], value: override.value });
}

function resolveSource(
  file: string,
  source: YamlSource,
  overrides: readonly Override[],
  resolveBase: ResolveBase,
): Resolution {
  const syntax = syntaxFindings(file, source);
  if (syntax.length > 0) return { findings: syntax };
  const parsed = overrides.map(parseOverride);
  const value = parsed.reduce(place, source.value);
  const subject: ConfigSubject = { file, source, value, overrideOf: (path) => overrideOf(parsed, originOf(path)) };
  const checked = sweepSchema.safeParse(value);
  if (!checked.success) return { findings: schemaFindings(subject, sweepSchema, checked.error.issues) };
  const sweep = checked.data;
  const own = sweepFindings(subject, sweep);
  if (own.length > 0) return { findings: own };
  return resolveWithBase(subject, sweep, resolveBase);
}

/** Keys of the experiment lie under `overrides` by their dotted name. */
const originOf = (path: readonly PropertyKey[]): readonly PropertyKey[] =>
  path[0] === 'overrides' && path.length > 1 ? String(path[1]).split('.') : path;

function resolveWithBase(subject: ConfigSubject, sweep: SweepConfig, resolveBase: ResolveBase): Resolution {
  const found = findBase(subject, sweep, resolveBase);
  if ('findings' in found) return found;
  const wrong = overrideFindings(subject, sweep, found.config);
  if (wrong.length > 0) return { findings: wrong };
  const base = experimentSchema.parse(withValues(found.config, sweep.overrides));
  const findings = baseFindings(subject, sweep, base);
  if (findings.length > 0) return { findings };
  const natural = metricDescriptor(sweep.objective.metric).direction;
  const direction = sweep.objective.direction ?? (natural === 'minimize' ? 'minimize' : 'maximize');
  return { resolved: { sweep, base, experimentPath: found.configPath, direction } };
}

function findBase(
  { source }: ConfigSubject,
  { experiment }: SweepConfig,
  resolveBase: ResolveBase,
): ResolvedConfig | { findings: ConfigFinding[] } {
  try {
    return resolveBase(experiment);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { findings: [{ error, range: source.valueRange(['experiment']), fix: null }] };
  }
}

/** @returns an experiment with some keys set; not parsed */
export function withValues(config: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(values).reduce(
    (current, [key, value]) => applyOverride(current, { path: key.split('.'), value }),
    config,
  );
}

/**
 * @returns the sweep with every default written out
 * @throws the first of what is wrong: ConfigSyntaxError, ConfigUnknownKeyError, ConfigValueError, ConfigMissingKeyError,
 *   ConfigOverrideError, or what is wrong with the base experiment
 */
export function resolveSweep(
  file: string,
  text: string,
  overrides: readonly Override[],
  resolveBase: ResolveBase,
): Omit<ResolvedSweep, 'configPath'> {
  const resolution = resolveSource(file, new YamlSource(text), overrides, resolveBase);
  if ('resolved' in resolution) return resolution.resolved;
  throw resolution.findings[0]!.error;
}

/** @returns everything that the editor shows about a sweep file; nothing that a person typed makes it throw */
export function checkSweep(file: string, text: string, resolveBase: ResolveBase): ConfigCheck {
  const source = new YamlSource(text);
  const resolution = resolveSource(file, source, [], resolveBase);
  if ('findings' in resolution)
    return { problems: resolution.findings.map((finding) => toProblem(source, finding)), resolved: null };
  const { sweep, base } = resolution.resolved;
  return {
    problems: [],
    resolved: { family: base.family, name: sweep.name, seeds: base.seeds, yaml: stringify(sweep), differences: [] },
  };
}
