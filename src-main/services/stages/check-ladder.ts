import {
  ladderSchema,
  type Criterion,
  type Ladder,
  type LadderStage,
  type SimpleCriterion,
} from '#contract/config/ladder';
import type { ConfigCheck } from '#contract/configs';
import { DIAGNOSTIC_IDS } from '#contract/diagnostic-ids';
import {
  LadderDuplicateError,
  LadderExtendsError,
  LadderFamilyError,
  LadderReferenceError,
} from '#contract/errors/ladder-errors';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { familyDescriptor } from '#contract/families';
import { FAMILY_IDS, type FamilyId } from '#contract/ids';
import { METRICS } from '#contract/metrics';
import { PREDICTION_DESCRIPTORS } from '#contract/predictions';
import { ablationPairs, ablationRows } from '../../stages/ablation-plan';
import { parseCondition, variantsOf } from '../../stages/conditions/parse-condition';
import { nearestWord } from '../../store/query/nearest-word';
import { schemaFindings, syntaxFindings, type ConfigFinding } from '../configs/config-findings';
import { describeValue } from '../configs/describe-issue';
import { toProblem } from '../configs/resolve-config';
import { YamlSource } from '../configs/yaml-source';
import type { ResolvedConfig } from '../workbench';
import { baseOverride, toOverrides } from './cell-config';
import { LadderSource } from './ladder-source';

type Path = readonly (string | number)[];

/** What a ladder's text is read in. */
export interface LadderSurroundings {
  /** Finds experiments; null: experiments and settings are not looked at. */
  readonly resolve: ((file: string, overrides: readonly string[]) => ResolvedConfig) | null;
  /** Finds sweeps, on another experiment than the one they name; null: studies are not looked at. */
  readonly resolveSweep: ((file: string, overrides: readonly string[]) => unknown) | null;
  /** Text of another ladder, by name or path; null when there is none. */
  readonly ladderText: (name: string) => string | null;
}

type Findings = readonly ConfigFinding[];

/** Whether this version has the family of a ladder. */
export const isFamilyHere = ({ family }: Pick<Ladder, 'family'>): boolean =>
  (FAMILY_IDS as readonly string[]).includes(family);

/**
 * Reads a ladder as far as its text can be judged without the runs.
 * @returns the ladder, or everything that is wrong with it
 */
export function readLadder(
  file: string,
  text: YamlSource,
  surroundings: LadderSurroundings,
): { readonly ladder: Ladder } | { readonly findings: Findings } {
  const syntax = syntaxFindings(file, text);
  if (syntax.length > 0) return { findings: syntax };
  const base = baseOf(file, text, surroundings);
  if ('findings' in base) return base;
  const source = new LadderSource(text, base.value);
  const parsed = ladderSchema.safeParse(source.value);
  if (!parsed.success) {
    const subject = { file, source, value: source.value, overrideOf: () => undefined };
    return { findings: schemaFindings(subject, ladderSchema, parsed.error.issues) };
  }
  const references = new References(file, source, parsed.data);
  references.check();
  const { findings } = references;
  if (findings.length > 0 || !isFamilyHere(parsed.data))
    return findings.length > 0 ? { findings } : { ladder: parsed.data };
  const report = (path: Path, error: WorkbenchError): void => references.report(path, error);
  if (surroundings.resolve) checkSettings(parsed.data, surroundings.resolve, report);
  if (findings.length === 0 && surroundings.resolveSweep) checkStudies(parsed.data, surroundings.resolveSweep, report);
  return findings.length > 0 ? { findings } : { ladder: parsed.data };
}

/** @returns content of the ladder that a text extends; null when it extends none */
function baseOf(
  file: string,
  text: YamlSource,
  { ladderText }: LadderSurroundings,
): { readonly value: unknown } | { readonly findings: Findings } {
  const name = (text.value as { readonly extends?: unknown } | null)?.extends;
  if (name === undefined) return { value: null };
  const range = text.valueRange(['extends']);
  const wrong = (reason: string) => {
    const { line, column } = text.place(range.start);
    const error = new LadderExtendsError(`${file}:${line}:${column}`, describeValue(name), reason);
    return { findings: [{ error, range, fix: null }] };
  };
  const found = typeof name === 'string' ? ladderText(name) : null;
  if (found === null) return wrong('is no ladder');
  const base = new YamlSource(found);
  if (base.errors.length > 0) return wrong('is not valid YAML');
  const value = base.value;
  return typeof value === 'object' && value !== null && 'extends' in value
    ? wrong('extends another ladder itself')
    : { value };
}

/** @returns what the editor shows about a ladder's text */
export function checkLadder(file: string, text: string, surroundings: LadderSurroundings): ConfigCheck {
  const source = new YamlSource(text);
  const read = readLadder(file, source, surroundings);
  if ('findings' in read)
    return { problems: read.findings.map((finding) => toProblem(source, finding)), resolved: null };
  if (isFamilyHere(read.ladder)) return { problems: [], resolved: null };
  const error = new LadderFamilyError(file, read.ladder.family, FAMILY_IDS);
  const problem = toProblem(source, { error, range: source.valueRange(['family']), fix: null });
  return { problems: [{ ...problem, severity: 'warning' }], resolved: null };
}

const duplicates = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
];

/** Whether everything that a ladder names is there: variants, stages, cells, metrics, diagnostics, baselines. */
class References {
  readonly findings: ConfigFinding[] = [];

  constructor(
    private readonly file: string,
    private readonly source: LadderSource,
    private readonly ladder: Ladder,
  ) {}

  /** Adds an error at a place of the file. */
  report(path: Path, error: WorkbenchError, fix: ConfigFinding['fix'] = null): void {
    this.findings.push({ error, range: this.source.valueRange(path), fix });
  }

  check(): void {
    const { metric, stages, ablations } = this.ladder;
    this.#metric(['metric'], metric);
    stages.forEach((stage, index) => this.#stage(stage, ['stages', index]));
    this.#unique(['stages'], 'stage', this.#stageIds);
    this.#tables();
    if (ablations !== null) this.#ablations(ablations);
  }

  /** null for a family that is not here: what it brings is not known yet. */
  get #family(): FamilyId | null {
    return isFamilyHere(this.ladder) ? (this.ladder.family as FamilyId) : null;
  }

  get #stageIds(): readonly string[] {
    return this.ladder.stages.map(({ id }) => id);
  }

  #place(path: Path): string {
    const { line, column } = this.source.place(this.source.valueRange(path).start);
    return `${this.file}:${line}:${column}`;
  }

  #refer(path: Path, what: string, received: string, known: readonly string[], written = received): void {
    if (known.includes(received)) return;
    const nearest = nearestWord(received, known);
    const replacement = nearest === undefined ? undefined : written.replace(received, nearest);
    // A place that holds more than the word, as a condition does, cannot be replaced by it.
    const range = this.source.valueRange(path);
    const isWhole = range.end - range.start === written.length;
    this.report(
      path,
      new LadderReferenceError(this.#place(path), path.join('.'), what, received, known, nearest),
      isWhole && replacement !== undefined ? { label: `Replace with ${replacement}`, replacement } : null,
    );
  }

  #unique(path: Path, what: string, ids: readonly string[]): void {
    for (const id of duplicates(ids)) this.report(path, new LadderDuplicateError(this.#place(path), what, id));
  }

  #metric(path: Path, name: string | null): void {
    if (name === null || this.#family === null) return;
    this.#refer(path, 'metric', name.slice(name.indexOf('.') + 1), Object.keys(METRICS), name);
  }

  #stage(stage: LadderStage, path: Path): void {
    const known = Object.keys(stage.variants);
    if (stage.tune) this.#refer([...path, 'tune', 'variant'], 'variant', stage.tune.variant, known);
    stage.items.forEach(({ evidence }, index) => this.#item(evidence, known, [...path, 'items', index, 'evidence']));
    this.#unique(
      [...path, 'items'],
      'item',
      stage.items.map(({ id }) => id),
    );
    if (!stage.decision) return;
    const { metric, rules, otherwise } = stage.decision;
    this.#metric([...path, 'decision', 'metric'], metric);
    rules.forEach(({ when, choose }, index) => {
      const place = [...path, 'decision', 'rules', index];
      if (choose !== null) this.#refer([...place, 'choose'], 'variant', choose, known);
      this.#condition(when, known, [...place, 'when']);
    });
    if (otherwise?.choose)
      this.#refer([...path, 'decision', 'otherwise', 'choose'], 'variant', otherwise.choose, known);
  }

  #condition(when: string, known: readonly string[], path: Path): void {
    try {
      variantsOf(parseCondition(when)).forEach((id) => this.#refer(path, 'variant', id, known, when));
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      this.report(path, error);
    }
  }

  #item(evidence: Criterion, variants: readonly string[], path: Path): void {
    if (evidence.kind !== 'any-of') return this.#criterion(evidence, variants, path);
    evidence.criteria.forEach((one, index) => this.#criterion(one, variants, [...path, 'criteria', index]));
  }

  #criterion(criterion: SimpleCriterion, variants: readonly string[], path: Path): void {
    for (const [place, id] of namedVariants(criterion)) this.#refer([...path, ...place], 'variant', id, variants);
    if ('metric' in criterion) this.#metric([...path, 'metric'], criterion.metric);
    const family = this.#family;
    if (family === null) return;
    const { baselines } = familyDescriptor(family);
    if (criterion.kind === 'no-diagnostic')
      criterion.ids.forEach((id, at) => this.#refer([...path, 'ids', at], 'diagnostic', id, DIAGNOSTIC_IDS[family]));
    if (criterion.kind === 'baselines')
      criterion.ids.forEach((id, at) => this.#refer([...path, 'ids', at], 'baseline', id, baselines));
    if (criterion.kind === 'beats-baseline')
      this.#refer([...path, 'baseline'], 'baseline', criterion.baseline, baselines);
  }

  #tables(): void {
    const { ablations, tables, stages } = this.ladder;
    const cells = ablations ? ablationRows(ablations).map(({ cell }) => cell.id) : [];
    this.#unique(
      ['tables'],
      'table',
      tables.map(({ id }) => id),
    );
    tables.forEach(({ stage, rows, columns }, index) => {
      const path = ['tables', index];
      if (stage !== null) this.#refer([...path, 'stage'], 'stage', stage, this.#stageIds);
      const named = stages.find(({ id }) => id === stage);
      const known = named ? Object.keys(named.variants) : cells;
      if (stage === null || named) rows.forEach((id, at) => this.#refer([...path, 'rows', at], 'row', id, known));
      columns.forEach(({ metric, slice }, at) => {
        this.#metric([...path, 'columns', at, 'metric'], metric);
        if (slice !== null) this.#sliced([...path, 'columns', at, 'metric'], metric);
      });
    });
  }

  /** A slice is cut from stored predictions, which do not give every metric. */
  #sliced(path: Path, metric: string): void {
    const descriptor = PREDICTION_DESCRIPTORS[this.ladder.family];
    const id = metric.slice(metric.indexOf('.') + 1);
    if (this.#family === null || !Object.hasOwn(METRICS, id)) return;
    this.#refer(path, 'metric of stored predictions', id, Object.keys(descriptor?.metrics ?? {}), metric);
  }

  #ablations(ablations: NonNullable<Ladder['ablations']>): void {
    this.#metric(['ablations', 'metric'], ablations.metric);
    if (ablations.on !== null) this.#refer(['ablations', 'on'], 'stage', ablations.on, this.#stageIds);
    const cells = ablationRows(ablations).map(({ cell }) => cell.id);
    this.#unique(['ablations'], 'cell', cells);
    ablationPairs(ablations).forEach((pair, index) =>
      pair.forEach((id, at) => this.#refer(['ablations', 'pairs', index, at], 'cell', id, cells)),
    );
    const components = Object.keys(ablations.components);
    ablations.full.has?.forEach((name, at) =>
      this.#refer(['ablations', 'full', 'has', at], 'component', name, components),
    );
    ablations.cells.forEach(({ has, without }, index) => {
      for (const [key, names] of Object.entries({ has, without }))
        names.forEach((name, at) => this.#refer(['ablations', 'cells', index, key, at], 'component', name, components));
    });
  }
}

/** Variants that a criterion names, each with its place in it. */
function namedVariants(criterion: SimpleCriterion): readonly (readonly [Path, string])[] {
  if ('variant' in criterion) return [[['variant'], criterion.variant]];
  if ('of' in criterion) return Array.isArray(criterion.of) ? criterion.of.map((id, at) => [['of', at], id]) : [];
  if (criterion.kind !== 'compared' || criterion.pairs === 'ablations') return [];
  return criterion.pairs.flatMap((pair, at) => pair.map((id, side): [Path, string] => [['pairs', at, side], id]));
}

/** Sweeps of studies must be there, and vary what the experiment of the ladder has. */
function checkStudies(
  { experiment, stages }: Ladder,
  resolveSweep: (file: string, overrides: readonly string[]) => unknown,
  report: (path: Path, error: WorkbenchError) => void,
): void {
  stages.forEach(({ study }, index) => {
    if (study === null) return;
    try {
      resolveSweep(study, [baseOverride(experiment)]);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      report(['stages', index, 'study'], error);
    }
  });
}

/** Settings are tried on the experiment that the ladder starts from: keys and values are the family's business. */
function checkSettings(
  { experiment, settings, stages, ablations }: Ladder,
  resolve: (file: string, overrides: readonly string[]) => ResolvedConfig,
  report: (path: Path, error: WorkbenchError) => void,
): void {
  const attempt = (path: Path, values: Ladder['settings']): void => {
    try {
      resolve(experiment, toOverrides({ ...settings, ...values }));
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      report(path, error);
    }
  };
  attempt(['experiment'], {});
  stages.forEach(({ variants, tune, decision }, index) => {
    for (const [id, variant] of Object.entries(variants)) attempt(['stages', index, 'variants', id], variant.settings);
    tune?.axes.forEach(({ key, values }, axis) =>
      values.forEach((value) => attempt(['stages', index, 'tune', 'axes', axis], { [key]: value })),
    );
    decision?.rules.forEach(({ set }, rule) => attempt(['stages', index, 'decision', 'rules', rule], set));
  });
  if (ablations) ablationRows(ablations).forEach(({ cell }) => attempt(['ablations'], cell.settings));
}
