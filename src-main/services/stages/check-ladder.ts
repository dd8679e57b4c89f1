import { ladderSchema, type Ladder, type LadderStage, type SimpleCriterion } from '#contract/config/ladder';
import type { ConfigCheck } from '#contract/configs';
import { LadderFamilyError, LadderReferenceError } from '#contract/errors/ladder-errors';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { FAMILY_IDS } from '#contract/ids';
import { METRICS } from '#contract/metrics';
import { ablationPairs, ablationRows } from '../../stages/ablation-plan';
import { parseCondition, variantsOf } from '../../stages/conditions/parse-condition';
import { schemaFindings, syntaxFindings, type ConfigFinding } from '../configs/config-findings';
import { toProblem } from '../configs/resolve-config';
import { YamlSource } from '../configs/yaml-source';
import type { ResolvedConfig } from '../workbench';
import { toOverrides } from './cell-config';

type Path = readonly (string | number)[];
/** Adds an error at a place of the file. */
type Report = (path: Path, error: WorkbenchError) => void;

/** Whether this version has the family of a ladder. */
export const isFamilyHere = ({ family }: Ladder): boolean => (FAMILY_IDS as readonly string[]).includes(family);

/**
 * Reads a ladder as far as its text can be judged without the runs.
 * @param resolve finds experiments; null: experiments and settings are not looked at
 * @returns the ladder, or everything that is wrong with it
 */
export function readLadder(
  file: string,
  source: YamlSource,
  resolve: ((file: string, overrides: readonly string[]) => ResolvedConfig) | null,
): { readonly ladder: Ladder } | { readonly findings: readonly ConfigFinding[] } {
  const syntax = syntaxFindings(file, source);
  if (syntax.length > 0) return { findings: syntax };
  const subject = { file, source, value: source.value, overrideOf: () => undefined };
  const parsed = ladderSchema.safeParse(source.value);
  if (!parsed.success) return { findings: schemaFindings(subject, ladderSchema, parsed.error.issues) };
  const findings: ConfigFinding[] = [];
  const report: Report = (path, error) => {
    findings.push({ error, range: source.valueRange(path), fix: null });
  };
  checkReferences(file, parsed.data, report);
  if (findings.length === 0 && resolve && isFamilyHere(parsed.data)) checkSettings(parsed.data, resolve, report);
  return findings.length > 0 ? { findings } : { ladder: parsed.data };
}

/** @returns what the editor shows about a ladder's text */
export function checkLadder(
  file: string,
  text: string,
  resolve: (file: string, overrides: readonly string[]) => ResolvedConfig,
): ConfigCheck {
  const source = new YamlSource(text);
  const read = readLadder(file, source, resolve);
  if ('findings' in read)
    return { problems: read.findings.map((finding) => toProblem(source, finding)), resolved: null };
  if (isFamilyHere(read.ladder)) return { problems: [], resolved: null };
  const error = new LadderFamilyError(file, read.ladder.family, FAMILY_IDS);
  const problem = toProblem(source, { error, range: source.valueRange(['family']), fix: null });
  return { problems: [{ ...problem, severity: 'warning' }], resolved: null };
}

function checkReferences(file: string, ladder: Ladder, report: Report): void {
  const refer = (path: Path, what: string, received: string, known: readonly string[]): void => {
    if (!known.includes(received)) report(path, new LadderReferenceError(file, path.join('.'), what, received, known));
  };
  const metric = (path: Path, name: string | null): void => {
    // A family that is not here yet brings metrics that are not here yet.
    if (name !== null && isFamilyHere(ladder))
      refer(path, 'metric', name.slice(name.indexOf('.') + 1), Object.keys(METRICS));
  };
  metric(['metric'], ladder.metric);
  ladder.stages.forEach((stage, index) => checkStage(stage, ['stages', index], { refer, metric, report }));
  duplicates(ladder.stages.map(({ id }) => id)).forEach((id) =>
    report(
      ['stages'],
      new LadderReferenceError(
        file,
        'stages',
        'stage',
        `${id} twice`,
        ladder.stages.map((stage) => stage.id),
      ),
    ),
  );
  checkTables(ladder, refer, metric);
  const { ablations } = ladder;
  if (ablations === null) return;
  metric(['ablations', 'metric'], ablations.metric);
  if (ablations.on !== null)
    refer(
      ['ablations', 'on'],
      'stage',
      ablations.on,
      ladder.stages.map(({ id }) => id),
    );
  const cells = ablationRows(ablations).map(({ cell }) => cell.id);
  for (const id of duplicates(cells))
    report(['ablations'], new LadderReferenceError(file, 'ablations', 'cell', `${id} twice`, cells));
  ablationPairs(ablations).forEach((pair, index) =>
    pair.forEach((id) => refer(['ablations', 'pairs', index], 'cell', id, cells)),
  );
  ablations.cells.forEach(({ has, without }, index) =>
    [...has, ...without].forEach((name) =>
      refer(['ablations', 'cells', index], 'component', name, Object.keys(ablations.components)),
    ),
  );
}

interface References {
  readonly refer: (path: Path, what: string, received: string, known: readonly string[]) => void;
  readonly metric: (path: Path, name: string | null) => void;
  readonly report: Report;
}

const duplicates = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
];

function checkStage(stage: LadderStage, path: Path, references: References): void {
  const { refer, metric, report } = references;
  const known = Object.keys(stage.variants);
  if (stage.tune) refer([...path, 'tune', 'variant'], 'variant', stage.tune.variant, known);
  stage.items.forEach(({ evidence }, index) => {
    const place = [...path, 'items', index, 'evidence'];
    const criteria: readonly SimpleCriterion[] = evidence.kind === 'any-of' ? evidence.criteria : [evidence];
    for (const criterion of criteria) {
      namedVariants(criterion).forEach((id) => refer(place, 'variant', id, known));
      if ('metric' in criterion) metric(place, criterion.metric);
    }
  });
  for (const id of duplicates(stage.items.map((item) => item.id)))
    refer(
      [...path, 'items'],
      'item',
      `${id} twice`,
      stage.items.map((item) => item.id),
    );
  if (!stage.decision) return;
  metric([...path, 'decision', 'metric'], stage.decision.metric);
  stage.decision.rules.forEach(({ when, choose }, index) => {
    const place = [...path, 'decision', 'rules', index, 'when'];
    if (choose !== null) refer([...path, 'decision', 'rules', index, 'choose'], 'variant', choose, known);
    try {
      variantsOf(parseCondition(when)).forEach((id) => refer(place, 'variant', id, known));
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      report(place, error);
    }
  });
  const fallback = stage.decision.otherwise?.choose ?? null;
  if (fallback !== null) refer([...path, 'decision', 'otherwise', 'choose'], 'variant', fallback, known);
}

function namedVariants(criterion: SimpleCriterion): readonly string[] {
  if ('variant' in criterion) return [criterion.variant];
  if ('of' in criterion) return Array.isArray(criterion.of) ? criterion.of : [];
  return criterion.kind === 'compared' && criterion.pairs !== 'ablations' ? criterion.pairs.flat() : [];
}

function checkTables(ladder: Ladder, refer: References['refer'], metric: References['metric']): void {
  const cells = ladder.ablations ? ablationRows(ladder.ablations).map(({ cell }) => cell.id) : [];
  ladder.tables.forEach(({ stage, rows, columns }, index) => {
    const path = ['tables', index];
    if (stage !== null)
      refer(
        [...path, 'stage'],
        'stage',
        stage,
        ladder.stages.map(({ id }) => id),
      );
    const named = ladder.stages.find(({ id }) => id === stage);
    const known = named ? Object.keys(named.variants) : cells;
    if (stage === null || named) rows.forEach((id) => refer([...path, 'rows'], 'row', id, known));
    columns.forEach((column, place) => metric([...path, 'columns', place, 'metric'], column.metric));
  });
}

/** Settings are tried on the experiment that the ladder starts from: keys and values are the family's business. */
function checkSettings(
  { experiment, settings, stages, ablations }: Ladder,
  resolve: (file: string, overrides: readonly string[]) => ResolvedConfig,
  report: Report,
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
