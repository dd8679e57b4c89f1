import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { PipelineStep, StepContext } from '../../../pipeline/step';
import {
  BOOSTED_TREES_DEFAULTS,
  fitBoostedTrees,
  predictBoostedTrees,
  type BoostedTrees,
  type BoostedTreesOptions,
} from '../../../tabular/boosted-trees';
import type { PipelineData } from './pipeline-data';
import { tabularStep } from './tabular-step';
import { filterRows, type TeamRows } from './team-rows';

type ModelB = DeepSetRankerConfig['model_b'];

const optionsOf = (model: ModelB): BoostedTreesOptions => ({
  ...BOOSTED_TREES_DEFAULTS,
  rounds: model.n_estimators,
  maxDepth: model.max_depth,
  learningRate: model.learning_rate,
  subsample: model.subsample,
  columnSubsample: model.colsample_bytree,
  minimumLeafRows: model.min_child_rows,
});

/** Rows and what is learned of them. */
type Targeted = TeamRows & { readonly target: readonly number[] };

/** Gradient-boosted trees on the team features. */
export function modelBStep(config: DeepSetRankerConfig, seed: number, data: PipelineData): PipelineStep {
  const { features, ...model } = config.model_b;
  return tabularStep(config, seed, data, {
    step: 'Model B',
    member: 'model_b',
    column: 'oof_xgb',
    file: 'oof_model_b.csv',
    settings: [features, { ...model }],
    version: 1,
    hasLinearBase: model.linear_base,
    fit: (rows, target, fitSeed, context) => fitModelB({ ...rows, target }, config.model_b, fitSeed, context),
    predict: (trees, table) => predictBoostedTrees(trees as BoostedTrees, table),
  });
}

/**
 * With early stopping the number of rounds is chosen on the latest of the seasons, then all rows are learned from: unlike
 * the original, which gave the newest fifth of its rows away.
 */
async function fitModelB(rows: Targeted, model: ModelB, seed: number, { signal }: StepContext): Promise<BoostedTrees> {
  const options = optionsOf(model);
  const rounds = await chooseRounds(rows, model, options, seed, signal);
  return fitBoostedTrees(rows.table, rows.target, { ...options, rounds }, { seed, signal });
}

async function chooseRounds(
  rows: Targeted,
  { early_stopping_rounds, early_stopping_val_frac }: ModelB,
  options: BoostedTreesOptions,
  seed: number,
  signal: AbortSignal,
): Promise<number> {
  const seasons = [...new Set(rows.rows.map(({ season }) => season))];
  // With one season nothing could be held out whose table the training does not know.
  if (early_stopping_rounds === 0 || seasons.length < 2) return options.rounds;
  const held = new Set(seasons.slice(-Math.max(1, Math.floor(seasons.length * early_stopping_val_frac))));
  const part = (isHeld: boolean): Targeted => ({
    ...filterRows(rows, ({ season }) => held.has(season) === isHeld),
    target: rows.target.filter((_, row) => held.has(rows.rows[row]!.season) === isHeld),
  });
  const [learned, watched] = [part(false), part(true)];
  const fitted = await fitBoostedTrees(
    learned.table,
    learned.target,
    { ...options, earlyStoppingRounds: early_stopping_rounds },
    { seed, signal, validation: { table: watched.table, target: watched.target } },
  );
  return Math.max(1, fitted.rounds);
}
