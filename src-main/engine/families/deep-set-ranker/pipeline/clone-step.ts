import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { NoListsError } from '#contract/errors/data-errors';
import type { CloneReport } from '#contract/snapshots/team-ranking';
import { areaUnderCurve } from '../../../metrics/area-under-curve';
import { jsonFile } from '../../../pipeline/json-file';
import type { PipelineStep, StepContext, StepOutputs } from '../../../pipeline/step';
import {
  BOOSTED_TREES_DEFAULTS,
  fitBoostedTrees,
  predictBoostedTrees,
  type BoostedTrees,
} from '../../../tabular/boosted-trees';
import { gainImportance } from '../../../tabular/gain-importance';
import type { PipelineData } from './pipeline-data';
import { rowSettings } from './tabular-step';
import { teamRows, type TeamRows } from './team-rows';

/** Upper half of a league of 30. */
const THRESHOLD = 15;

const labelsOf = ({ rows }: TeamRows): readonly number[] =>
  rows.map(({ standingsRank }) => (standingsRank <= THRESHOLD ? 1 : 0));

/** Boosted trees with a logistic loss: whether a team ends in the upper half of the standings (spec section 4.3). */
export function cloneStep(config: DeepSetRankerConfig, seed: number, source: PipelineData): PipelineStep {
  return {
    name: 'Clone classifier',
    inputs: [],
    settings: [rowSettings(config), { ...config.clone_classifier }],
    version: 1,
    run: (context) => classify(config, seed, source, context),
  };
}

async function classify(
  config: DeepSetRankerConfig,
  seed: number,
  source: PipelineData,
  { signal }: StepContext,
): Promise<StepOutputs> {
  const { data } = await source.lists();
  const rowsOf = (lists: readonly number[]): TeamRows => teamRows(source, data, lists, config.model_b.features);
  const train = rowsOf(data.parts.train);
  if (train.rows.length === 0) throw new NoListsError('train', config.data.train_seasons);
  const { n_estimators, max_depth, learning_rate, subsample, colsample_bytree } = config.clone_classifier;
  const model = await fitBoostedTrees(
    train.table,
    labelsOf(train),
    {
      ...BOOSTED_TREES_DEFAULTS,
      objective: 'logistic',
      rounds: n_estimators,
      maxDepth: max_depth,
      learningRate: learning_rate,
      subsample,
      columnSubsample: colsample_bytree,
    },
    { seed, signal },
  );
  const judged = (lists: readonly number[]) => (lists.length === 0 ? null : partOf(model, rowsOf(lists)));
  const seasons = ({ rows }: TeamRows): string[] => [...new Set(rows.map(({ season }) => season))];
  const report: CloneReport = {
    schemaVersion: 1,
    threshold: THRESHOLD,
    rounds: model.rounds,
    parts: {
      train: partOf(model, train),
      validation: judged(data.parts.validation),
      holdout: judged(data.parts.test),
    },
    seasons: {
      train: seasons(train),
      validation: seasons(rowsOf(data.parts.validation)),
      holdout: seasons(rowsOf(data.parts.test)),
    },
    importances: gainImportance(model).map((entry) => ({ ...entry })),
  };
  const file = jsonFile(report);
  return { files: { 'clone_classifier_report.json': file, 'snapshots/clone-classifier.json': file }, diagnostics: [] };
}

function partOf(model: BoostedTrees, rows: TeamRows): CloneReport['parts']['train'] {
  const labels = labelsOf(rows);
  const odds = predictBoostedTrees(model, rows.table);
  return {
    n: labels.length,
    positives: labels.filter((label) => label === 1).length,
    auc: areaUnderCurve(odds, labels),
    brier: labels.reduce((sum, label, row) => sum + (odds[row]! - label) ** 2, 0) / labels.length,
    aucWinRate: areaUnderCurve(
      rows.rows.map(({ winRate }) => winRate),
      labels,
    ),
  };
}
