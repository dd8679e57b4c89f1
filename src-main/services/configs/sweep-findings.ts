import type { SweepConfig } from '#contract/config/sweep';
import { EXPERIMENT_SCHEMAS, experimentSchema, type ExperimentConfig } from '#contract/config/experiment';
import { ConfigUnknownKeyError, ConfigValueError } from '#contract/errors/config-errors';
import { metricDescriptor, METRICS } from '#contract/metrics';
import { nearestWord } from '../../store/query/nearest-word';
import { levelCount, toDimension } from '../../sweep/space/dimension';
import { orderByCondition } from '../../sweep/space/search-space';
import type { ConfigFinding, ConfigSubject } from './config-findings';
import { describeValue, expectationOf } from './describe-issue';
import { applyOverride } from './overrides';
import { allPaths, schemaAt } from './schema-at-path';

type Space = SweepConfig['space'];
type Path = readonly PropertyKey[];

/** Collects what is wrong at places of one sweep file. */
class Findings {
  readonly all: ConfigFinding[] = [];

  constructor(private readonly subject: ConfigSubject) {}

  /** @param received in words, for a sentence: `4 to 2` */
  value(path: Path, received: string, expectation: string): void {
    const range = this.subject.source.valueRange(path);
    this.all.push({
      error: new ConfigValueError(this.#place(path, range.start), path.join('.'), received, expectation),
      range,
      fix: null,
    });
  }

  unknownKey(path: Path, key: string, known: readonly string[]): void {
    const range = this.subject.source.keyRange(path);
    const nearest = nearestWord(key, known) ?? known.find((name) => name.split('.').at(-1) === key.split('.').at(-1));
    this.all.push({
      error: new ConfigUnknownKeyError(this.#place(path, range.start), key, nearest),
      range,
      fix: nearest === undefined ? null : { label: `Replace with ${nearest}`, replacement: nearest },
    });
  }

  #place(path: Path, offset: number) {
    const override = this.subject.overrideOf(path);
    const { file, source } = this.subject;
    return override === undefined ? { file, ...source.place(offset) } : { file: `--set ${override}` };
  }
}

/** @returns the values at the edges of a parameter: when these are allowed, so are those between */
function edgesOf(config: Space[string]): readonly unknown[] {
  return config.kind === 'categorical' ? config.choices : [config.low, config.high];
}

/** @returns what the experiment's schema says about a value at a key; null when nothing is wrong with it */
function complaint(base: ExperimentConfig, key: string, value: unknown): string | null {
  const path = key.split('.');
  const parsed = experimentSchema.safeParse(applyOverride(base, { path, value }));
  if (parsed.success) return null;
  const issue = parsed.error.issues.find((entry) => entry.path.join('.').startsWith(key)) ?? parsed.error.issues[0]!;
  return issue.code === 'unrecognized_keys' ? 'a key that is there' : expectationOf(issue);
}

function checkKeys(
  findings: Findings,
  section: 'space' | 'overrides',
  keys: readonly string[],
  base: ExperimentConfig,
): void {
  const schema = EXPERIMENT_SCHEMAS[base.family];
  for (const key of keys)
    if (schemaAt(schema, key.split('.')) === undefined) findings.unknownKey([section, key], key, allPaths(schema));
}

/** Order of ends, logarithms, conditions: what needs no experiment to be seen. */
function checkSpace(findings: Findings, space: Space): void {
  for (const [name, config] of Object.entries(space)) {
    if (config.when && !Object.hasOwn(space, config.when.parameter))
      findings.value(
        ['space', name, 'when', 'parameter'],
        config.when.parameter,
        'Name another parameter of the space.',
      );
    if (config.kind === 'categorical') continue;
    if (config.high < config.low)
      findings.value(['space', name], `${config.low} to ${config.high}`, 'Give low first: it must not be above high.');
    if (config.log && config.low <= 0)
      findings.value(['space', name, 'low'], String(config.low), 'Use a low above 0, or log: false.');
    if (config.log && config.step !== null && (config.kind === 'float' || config.step !== 1))
      findings.value(['space', name, 'log'], 'true', 'Leave step out: a range is either logarithmic or has steps.');
  }
  const ordered = orderByCondition(space);
  for (const name of Object.keys(space).filter(
    (key) => !ordered.includes(key) && Object.hasOwn(space, space[key]!.when!.parameter),
  ))
    findings.value(['space', name, 'when'], 'a circle', 'Conditions must not depend on each other.');
}

function checkSampler(findings: Findings, { sampler, space }: SweepConfig): void {
  const entries = Object.entries(space);
  if (entries.length === 0) findings.value(['space'], 'empty', 'Name at least one key of the experiment to vary.');
  if (sampler.kind === 'grid')
    for (const [name, config] of entries)
      if (levelCount(toDimension(config)) === null)
        findings.value(['space', name], 'a range without steps', 'A grid needs choices or a step.');
  const hasNumber = entries.some(([, { kind, when }]) => kind !== 'categorical' && when === undefined);
  if (sampler.kind === 'cma-es' && !hasNumber)
    findings.value(['sampler', 'kind'], 'cma-es', 'It needs a number that always counts; use tpe for choices.');
}

function checkObjective(findings: Findings, { objective: { metric, direction } }: SweepConfig): void {
  if (!Object.hasOwn(METRICS, metric)) {
    if (direction !== null) return;
    const nearest = nearestWord(metric, Object.keys(METRICS));
    const expectation = `${nearest === undefined ? 'Use a metric of the family' : `Use ${nearest}`}, or give objective.direction for one that Assay does not know.`;
    return findings.value(['objective', 'metric'], metric, expectation);
  }
  if (direction === null && metricDescriptor(metric).direction === 'none')
    findings.value(['objective', 'metric'], metric, 'It has no better or worse: give objective.direction.');
}

/** @returns what is wrong with a sweep by itself, its schema satisfied */
export function sweepFindings(subject: ConfigSubject, sweep: SweepConfig): readonly ConfigFinding[] {
  const findings = new Findings(subject);
  checkSpace(findings, sweep.space);
  if (findings.all.length === 0) checkSampler(findings, sweep);
  checkObjective(findings, sweep);
  return findings.all;
}

/** @returns what is wrong with the overrides and the space against the base experiment */
export function baseFindings(
  subject: ConfigSubject,
  sweep: SweepConfig,
  base: ExperimentConfig,
): readonly ConfigFinding[] {
  const findings = new Findings(subject);
  checkKeys(findings, 'space', Object.keys(sweep.space), base);
  if (findings.all.length > 0) return findings.all;
  for (const [name, config] of Object.entries(sweep.space))
    for (const value of edgesOf(config)) {
      const expected = complaint(base, name, value);
      if (expected !== null) findings.value(['space', name], describeValue(value), `Use ${expected}.`);
    }
  return findings.all;
}

/** @returns what is wrong with the keys of `overrides` */
export function overrideFindings(
  subject: ConfigSubject,
  sweep: SweepConfig,
  base: ExperimentConfig,
): readonly ConfigFinding[] {
  const findings = new Findings(subject);
  checkKeys(findings, 'overrides', Object.keys(sweep.overrides), base);
  if (findings.all.length > 0) return findings.all;
  for (const [key, value] of Object.entries(sweep.overrides)) {
    const expected = complaint(base, key, value);
    if (expected !== null) findings.value(['overrides', key], describeValue(value), `Use ${expected}.`);
  }
  return findings.all;
}
