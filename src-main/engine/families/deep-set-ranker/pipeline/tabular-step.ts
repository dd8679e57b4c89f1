import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { Diagnostic } from '#contract/diagnostics';
import { NoListsError } from '#contract/errors/data-errors';
import type { TabularModelDocument } from '#contract/tabular-models';
import type { FeatureImportances } from '#contract/snapshots/team-ranking';
import { dateText } from '../../../data/day-number';
import { toCsv } from '../../../checkpoints/prediction-csv';
import { encodeSafetensors } from '../../../checkpoints/safetensors';
import { jsonFile, readJson, textFile } from '../../../pipeline/json-file';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from '../../../pipeline/step';
import type { BoostedTrees } from '../../../tabular/boosted-trees';
import { gainImportance } from '../../../tabular/gain-importance';
import { toTensors } from '../../../tabular/model-tensors';
import type { RandomForest } from '../../../tabular/random-forest';
import { predictRidge, type Ridge } from '../../../tabular/ridge';
import type { JsonValue } from '../../family';
import type { FeatureMatrix } from '../../../tabular/feature-matrix';
import { diagnosticRow } from './diagnostic-row';
import { outOfFoldFolds } from './folds';
import { fitLinearBase } from './linear-base';
import { datesOfLists, judgedLists, JUDGED_SPLITS, type PipelineData } from './pipeline-data';
import { constantColumns, filterRows, teamRows, type TeamRow, type TeamRows } from './team-rows';

const PREDICTIONS = 'internal/predictions.json';

/** A prediction of one row: day, position of the team, value. */
export type RowValue = readonly [day: number, team: number, value: number];

/** What a tabular model says of every team: out of fold for training dates, finally for judged ones. */
export interface TabularPredictions {
  readonly outOfFold: readonly RowValue[];
  readonly judged: readonly RowValue[];
}

/** @returns what the step `Model B` or `Model C` wrote */
export const readTabularPredictions = (files: StepFiles): TabularPredictions => readJson(files, PREDICTIONS);
/** @returns the stored model: its document and the bytes of its tensors */
export const readTabularModel = (
  files: StepFiles,
): {
  readonly document: TabularModelDocument;
  readonly base: TabularModelDocument | null;
  readonly tensors: Uint8Array;
} => ({
  base: readJson(files, 'internal/base.json'),
  document: readJson(files, 'internal/model.json'),
  tensors: files['internal/model.safetensors']!,
});

/** A kind of tabular model as the step needs it. */
export interface TabularLearner {
  readonly step: 'Model B' | 'Model C';
  readonly member: FeatureImportances['member'];
  /** Column of the out-of-fold file. */
  readonly column: string;
  readonly file: string;
  readonly settings: JsonValue;
  readonly version: number;
  readonly hasLinearBase: boolean;
  /** @param target one a row: the relevance, or what the linear base leaves of it */
  fit(
    rows: TeamRows,
    target: readonly number[],
    seed: number,
    context: StepContext,
  ): Promise<BoostedTrees | RandomForest>;
  predict(model: BoostedTrees | RandomForest, table: FeatureMatrix): Float64Array;
}

/** A fitted model with the base that its trees stand on. */
interface FittedModel {
  readonly trees: BoostedTrees | RandomForest;
  readonly base: Ridge | null;
}

async function fitModel(
  learner: TabularLearner,
  rows: TeamRows,
  seed: number,
  context: StepContext,
): Promise<FittedModel> {
  const relevance = rows.rows.map((row) => row.relevance);
  const base = learner.hasLinearBase ? fitLinearBase(rows.base, relevance) : null;
  const known = base && predictRidge(base, rows.base);
  const target = known ? relevance.map((value, row) => value - known[row]!) : relevance;
  return { base, trees: await learner.fit(rows, target, seed, context) };
}

/** Settings that decide rows and folds of the tabular models. */
export const rowSettings = ({ data, training, model_b }: DeepSetRankerConfig): JsonValue =>
  JSON.parse(
    JSON.stringify([
      data,
      model_b.features,
      training.listmle_target,
      training.max_dates,
      training.roster_size,
      training.n_folds,
      training.walk_forward,
    ]),
  ) as JsonValue;

/** One row a team and training date; predicted out of fold; the final model learns from all of them. */
export function tabularStep(
  config: DeepSetRankerConfig,
  seed: number,
  data: PipelineData,
  learner: TabularLearner,
): PipelineStep {
  return {
    name: learner.step,
    inputs: [],
    settings: [rowSettings(config), learner.settings],
    version: learner.version,
    run: (context) => runTabular(config, seed, data, learner, context),
  };
}

async function runTabular(
  config: DeepSetRankerConfig,
  seed: number,
  source: PipelineData,
  learner: TabularLearner,
  context: StepContext,
): Promise<StepOutputs> {
  const { data } = await source.lists();
  const groups = config.model_b.features;
  const training = teamRows(source, data, data.parts.train, groups);
  if (training.rows.length === 0) throw new NoListsError('train', config.data.train_seasons);
  const { folds } = outOfFoldFolds(datesOfLists(data, data.parts.train), config.training);
  const outOfFold: RowValue[] = [];
  for (const [index, { train, predict }] of folds.entries()) {
    context.phase(`fold ${index + 1} of ${folds.length}`, index / (folds.length + 1));
    const model = await fitModel(
      learner,
      filterRows(training, ({ day }) => train.has(day)),
      seed,
      context,
    );
    outOfFold.push(
      ...valuesOf(
        learner,
        model,
        filterRows(training, ({ day }) => predict.has(day)),
      ),
    );
  }
  context.phase('all rows', folds.length / (folds.length + 1));
  const model = await fitModel(learner, training, seed, context);
  const lists = JUDGED_SPLITS.flatMap((split) => Object.values(judgedLists(data, split)).flat());
  const judged = lists.length === 0 ? [] : valuesOf(learner, model, teamRows(source, data, lists, groups));
  const { document, tensors } = toTensors(model.trees);
  const importances: FeatureImportances = {
    member: learner.member,
    trees: model.trees.trees.roots.length - 1,
    features: gainImportance(model.trees).map(({ feature, importance }) => ({ feature, gain: importance })),
  };
  return {
    files: {
      [PREDICTIONS]: jsonFile({ outOfFold, judged }),
      [learner.file]: textFile(outOfFoldCsv(learner.column, training.rows, outOfFold, data.teams)),
      'internal/model.json': jsonFile(document),
      'internal/base.json': jsonFile(model.base && toTensors(model.base).document),
      'internal/model.safetensors': encodeSafetensors(tensors),
      [`snapshots/importances-${learner.member}.json`]: jsonFile(importances),
    },
    diagnostics: constantColumns(training).map((name) => constantFeature(learner.step, name)),
  };
}

function valuesOf(
  learner: TabularLearner,
  { trees, base }: FittedModel,
  { rows, table, base: facts }: TeamRows,
): readonly RowValue[] {
  if (rows.length === 0) return [];
  const values = learner.predict(trees, table);
  const known = base && predictRidge(base, facts);
  return rows.map(({ day, team }, row) => [day, team, values[row]! + (known?.[row] ?? 0)]);
}

function outOfFoldCsv(
  column: string,
  rows: readonly TeamRow[],
  values: readonly RowValue[],
  teams: readonly { readonly id: number }[],
): string {
  const relevance = new Map(rows.map((row) => [`${row.day}/${row.team}`, row]));
  return toCsv({
    columns: ['season', 'as_of_date', 'team_id', column, 'y'],
    rows: values.map(([day, team, value]) => {
      const row = relevance.get(`${day}/${team}`)!;
      return [row.season, dateText(day), teams[team]!.id, value, row.relevance];
    }),
  });
}

const constantFeature = (step: string, name: string): Diagnostic =>
  diagnosticRow({
    id: 'constant-feature',
    severity: 'warning',
    message: `${step}: the feature ${name} is the same in every training row.`,
    cause: 'A column that never changes says nothing; no tree can split on it.',
    nextStep: 'Leave its group out of model_b.features, or check the columns of the source that it is made of.',
  });
