import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { MetricsBySplit, SplitMetrics } from '#contract/runs';
import type { OddsReliability } from '#contract/snapshots/team-ranking';
import { jsonFile, readJson } from '../../../pipeline/json-file';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from '../../../pipeline/step';
import type { JsonValue } from '../../family';
import {
  conferenceSpearman,
  judgeConference,
  judgeSeason,
  meanMetrics,
  type JudgedMetrics,
  type ScoredOutcome,
} from './judge-scores';
import { readJudged, type JudgedRow, type JudgedRows } from './judged-row';
import { JUDGED_SPLITS, type JudgedSplit } from './pipeline-data';
import { reliability } from './reliability';
import { readStacker } from './stacking-step';

const METRICS = 'internal/metrics.json';
/** A difference of win rates is at least 1 / 82^2: this splits ties by team id and nothing else. */
const TIE_BREAK = 1e-6;

type Scorer = (row: JudgedRow) => number | null;

/** Without a model, from what was known on the day: the rows that every model is shown beside. */
const BASELINE_SCORERS = {
  win_rate: ({ row }) => row.winRate,
  standings: ({ row }) => row.winRate - row.team * TIE_BREAK,
  point_difference: ({ row }) => row.pointDifference,
} as const satisfies Record<string, Scorer>;

const MODEL_SCORERS = {
  ensemble: ({ ensemble }) => ensemble,
  model_a: ({ values }) => values.model_a,
  model_b: ({ values }) => values.model_b,
  model_c: ({ values }) => values.model_c,
} as const satisfies Record<string, Scorer>;
type ModelName = keyof typeof MODEL_SCORERS;

/** What the step found: metrics of models and baselines by split. */
export interface EvaluationMetrics {
  readonly models: Readonly<Partial<Record<ModelName, MetricsBySplit>>>;
  readonly baselines: Readonly<Record<string, MetricsBySplit>>;
}

/** @returns what the step `Evaluation` wrote */
export const readEvaluation = (files: StepFiles): EvaluationMetrics => readJson(files, METRICS);

/** Metrics of the ensemble, of each member and of the baselines, by split, season and conference. */
export function evaluationStep(config: DeepSetRankerConfig): PipelineStep {
  return {
    name: 'Evaluation',
    inputs: ['Stacking', 'Inference'],
    settings: [{ ...config.evaluation }, config.stacking.members],
    version: 1,
    run: (context) => Promise.resolve(evaluate(config, context)),
  };
}

function evaluate(config: DeepSetRankerConfig, { inputs, ...context }: StepContext): StepOutputs {
  const judged = readJudged(inputs['Inference']!);
  const stacker = readStacker(inputs['Stacking']!);
  const splits = JUDGED_SPLITS.filter((split) => judged[split].lists.length + judged[split].snapshots.length > 0);
  const models = ['ensemble', ...config.stacking.members] as const;
  const ofScorer = (scorer: Scorer, hasOdds: boolean): MetricsBySplit =>
    Object.fromEntries(splits.map((split) => [split, splitMetrics(judged[split], scorer, hasOdds, config)]));
  const metrics: EvaluationMetrics = {
    models: Object.fromEntries(models.map((model) => [model, ofScorer(MODEL_SCORERS[model], model === 'ensemble')])),
    baselines: Object.fromEntries(
      Object.entries(BASELINE_SCORERS).map(([id, scorer]) => [id, ofScorer(scorer, false)]),
    ),
  };
  for (const split of splits)
    context.log(`Evaluation: ${split} spearman_eos ${metrics.models.ensemble?.[split]?.['spearman_eos'] ?? 'n/a'}`);
  const odds: OddsReliability = {
    groups: [
      { group: 'oof' as const, ...stacker.reliability },
      ...splits.map((group) => ({ group, ...splitReliability(judged[group].snapshots, config) })),
    ],
  };
  return {
    files: {
      [METRICS]: jsonFile(metrics),
      'eval_report.json': jsonFile(report(config, judged, splits, metrics)),
      'snapshots/odds-reliability.json': jsonFile(odds),
    },
    diagnostics: [],
  };
}

const outcomes = (rows: readonly JudgedRow[], scorer: Scorer, hasOdds: boolean): readonly ScoredOutcome[] =>
  rows.flatMap((judged) => {
    const score = scorer(judged);
    return score === null ? [] : [{ row: judged.row, score, odds: hasOdds ? judged.odds : null }];
  });

function grouped(
  rows: readonly ScoredOutcome[],
  keyOf: (row: ScoredOutcome) => string,
): readonly (readonly ScoredOutcome[])[] {
  const groups = new Map<string, ScoredOutcome[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

const seasonsOf = (rows: readonly ScoredOutcome[]) =>
  grouped(rows, ({ row }) => row.season).filter((season) => season.length >= 2);

/** `n` counts lists, `clusters` dates, as in a plain run. */
function splitMetrics(
  { lists, snapshots }: JudgedRows[JudgedSplit],
  scorer: Scorer,
  hasOdds: boolean,
  { evaluation }: DeepSetRankerConfig,
): SplitMetrics {
  const scored = grouped(outcomes(lists, scorer, false), ({ row }) => `${row.day} ${row.conference}`);
  const seasons = seasonsOf(outcomes(snapshots, scorer, hasOdds)).map((season) => judgeSeason(season, evaluation));
  return {
    n: scored.length,
    clusters: new Set(scored.map((list) => list[0]!.row.day)).size,
    conference_spearman: conferenceSpearman(scored),
    ...meanMetrics(seasons),
  };
}

function splitReliability(rows: readonly JudgedRow[], { evaluation }: DeepSetRankerConfig) {
  const judged = rows.flatMap(({ odds, row }) =>
    odds === null ? [] : [{ odds, isChampion: row.endOfSeasonRank === 1 }],
  );
  return reliability(judged, evaluation.ece_bins);
}

/** `eval_report.json`: by split the names of the brief's report. */
function report(
  config: DeepSetRankerConfig,
  judged: JudgedRows,
  splits: readonly JudgedSplit[],
  { models, baselines }: EvaluationMetrics,
): JsonValue {
  const of = (metrics: MetricsBySplit | undefined, split: JudgedSplit): JudgedMetrics | null =>
    metrics?.[split] ?? null;
  const ofSplit = (split: JudgedSplit): JsonValue => {
    const ensemble = outcomes(judged[split].snapshots, MODEL_SCORERS.ensemble, true);
    return {
      metrics_ensemble: of(models.ensemble, split),
      metrics_model_a: of(models.model_a, split),
      metrics_xgb: of(models.model_b, split),
      metrics_rf: of(models.model_c, split),
      baselines: Object.fromEntries(Object.entries(baselines).map(([id, metrics]) => [id, of(metrics, split)])),
      by_season: Object.fromEntries(
        seasonsOf(ensemble).map((season) => [season[0]!.row.season, judgeSeason(season, config.evaluation)]),
      ),
      by_conference: Object.fromEntries(
        seasonsOf(ensemble).map((season) => [
          season[0]!.row.season,
          Object.fromEntries(
            grouped(season, ({ row }) => row.conference)
              .filter((teams) => teams.length >= 2)
              .map((teams) => [teams[0]!.row.conference, judgeConference(teams)]),
          ),
        ]),
      ),
    };
  };
  return {
    schema_version: 1,
    splits: Object.fromEntries(splits.map((split) => [split, ofSplit(split)])),
    notes: [
      'Metrics of a split are means over its seasons, on the last day of each, against the end-of-season rank (the final standings of a season without playoffs).',
      'The label of roc_auc_upset contains the prediction, so it is high by construction. NDCG is decided by where the champion lands.',
    ],
  };
}
