import { z } from 'zod';
import { evaluationSplitSchema } from '../ids';

/** Snapshots of the team-ranking pipeline, for its screens. Each is also described in docs/families/deep-set-ranker.md. */

const memberValues = z.strictObject({
  model_a: z.number().nullable(),
  model_b: z.number().nullable(),
  model_c: z.number().nullable(),
});

export const teamTableRowSchema = z.strictObject({
  teamId: z.int(),
  abbreviation: z.string(),
  team: z.string(),
  conference: z.enum(['E', 'W']),
  /** Rank of the ensemble among all teams, 1 = best. */
  predictedRank: z.int(),
  /** What the stacker predicts; larger is better, 31 - rank in scale. */
  ensembleValue: z.number(),
  /** (ascending rank - 1) / (n - 1): 1 for the best team, 0 for the last. */
  ensembleScore: z.number(),
  /** Predicted, within the conference. */
  conferenceRank: z.int(),
  championshipOdds: z.number(),
  /** By win rate on the day, within the conference. */
  actualConferenceRank: z.int(),
  /** End-of-season rank, or the final standings when the season has no playoffs: see `eosRankSource`. */
  eosGlobalRank: z.int(),
  /** Playoff performance rank; null without playoffs. */
  eosPlayoffStandings: z.int().nullable(),
  /** End-of-season rank with the playoffs; null without them. */
  postPlayoffRank: z.int().nullable(),
  standingsRank: z.int(),
  /** Final standings minus post-playoff rank: how many places the playoffs lifted the team; null without them. */
  rankDeltaPlayoffs: z.int().nullable(),
  /** Predicted against end-of-season rank: more than three places better, worse, or neither. */
  classification: z.enum(['overrated', 'underrated', 'as predicted']),
  /** Rank among all teams by each member alone, and its score; null for a model that is not a member or had no score. */
  memberRanks: memberValues,
  memberScores: memberValues,
  /** Spread of the members' ranks. */
  agreement: z.enum(['High', 'Medium', 'Low']),
  /** The ten players with the largest reported weight above 0, best first; shares of the team. */
  rosterDependence: z.array(
    z.strictObject({ player: z.string(), weight: z.number(), rawWeight: z.number(), minutes: z.number() }),
  ),
  /** The weights are those of the fallback strategy, because the attention of this team had collapsed. */
  contributorsAreFallback: z.boolean(),
});
export type TeamTableRow = z.infer<typeof teamTableRowSchema>;

export const teamTableSchema = z.strictObject({
  split: evaluationSplitSchema,
  season: z.string(),
  /** YYYY-MM-DD: games before this day were known. */
  date: z.string(),
  eosRankSource: z.enum(['playoffs', 'standings']),
  temperature: z.number(),
  /** Entropy of the odds over that of uniform odds: 1 says nothing about any team. */
  oddsEntropy: z.number(),
  /** Predicted rank, best first. */
  teams: z.array(teamTableRowSchema),
});
export type TeamTable = z.infer<typeof teamTableSchema>;

/** Snapshot `team-table`: one table a judged season. */
export const teamTablesSchema = z.strictObject({ tables: z.array(teamTableSchema) });
export type TeamTables = z.infer<typeof teamTablesSchema>;

/** Snapshot `odds-reliability`: championship odds against what happened, in bins of equal width. */
export const oddsReliabilitySchema = z.strictObject({
  /** `oof`: dates of the training seasons, out of fold; the splits: their last days. */
  groups: z.array(
    z.strictObject({
      group: z.enum(['oof', ...evaluationSplitSchema.options]),
      /** Teams times days. */
      count: z.int(),
      champions: z.int(),
      expectedCalibrationError: z.number().nullable(),
      brier: z.number().nullable(),
      /** Of the same odds for every team. */
      brierUniform: z.number().nullable(),
      bins: z.array(
        z.strictObject({
          from: z.number(),
          to: z.number(),
          count: z.int(),
          meanOdds: z.number().nullable(),
          championShare: z.number().nullable(),
        }),
      ),
    }),
  ),
});
export type OddsReliability = z.infer<typeof oddsReliabilitySchema>;

/** Snapshot `prediction-outcome`: a point a team and judged season. */
export const predictionOutcomeSchema = z.strictObject({
  points: z.array(
    z.strictObject({
      split: evaluationSplitSchema,
      season: z.string(),
      abbreviation: z.string(),
      conference: z.enum(['E', 'W']),
      predictedRank: z.int(),
      actualRank: z.int(),
      /** Final regular-season table: what the prediction must improve on. */
      standingsRank: z.int(),
    }),
  ),
});
export type PredictionOutcome = z.infer<typeof predictionOutcomeSchema>;

const auc = z.strictObject({
  n: z.int(),
  positives: z.int(),
  auc: z.number().nullable(),
  brier: z.number(),
  /** Of the win rate of the day as a score. */
  aucWinRate: z.number().nullable(),
});

/** Snapshot `clone-classifier` and `clone_classifier_report.json`. */
export const cloneReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** A team counts as upper half when its final standings rank is at most this. */
  threshold: z.int(),
  rounds: z.int(),
  parts: z.strictObject({ train: auc, validation: auc.nullable(), holdout: auc.nullable() }),
  seasons: z.strictObject({
    train: z.array(z.string()),
    validation: z.array(z.string()),
    holdout: z.array(z.string()),
  }),
  importances: z.array(z.strictObject({ feature: z.string(), importance: z.number() })),
});
export type CloneReport = z.infer<typeof cloneReportSchema>;

/** Snapshot `stacking`: what the ensemble is made of. */
export const stackingReportSchema = z.strictObject({
  alpha: z.number(),
  intercept: z.number(),
  errors: z.array(z.strictObject({ alpha: z.number(), meanSquaredError: z.number() })),
  temperature: z.number(),
  rows: z.int(),
  dates: z.int(),
  target: z.enum(['standings', 'playoffs', 'end_of_season']),
  members: z.array(
    z.strictObject({
      member: z.enum(['model_a', 'model_b', 'model_c']),
      /** Per unit of the member's score. */
      coefficient: z.number(),
      /** Times the deviation of the member's scores: comparable between members. */
      standardizedWeight: z.number(),
      /** Rank correlation of its out-of-fold predictions with the target, mean over the dates. */
      spearman: z.number().nullable(),
      /** What the mean over the dates becomes when the ensemble is fitted without it. */
      ensembleSpearmanWithout: z.number().nullable(),
    }),
  ),
  ensembleSpearman: z.number().nullable(),
});
export type StackingReport = z.infer<typeof stackingReportSchema>;

/** Snapshots `importances-model_b` and `importances-model_c`. */
export const featureImportancesSchema = z.strictObject({
  member: z.enum(['model_b', 'model_c']),
  trees: z.int(),
  features: z.array(z.strictObject({ feature: z.string(), gain: z.number() })),
});
export type FeatureImportances = z.infer<typeof featureImportancesSchema>;

const inferenceCounts = {
  /** Teams whose reported weights are the fallback's. */
  attention_fallback_count: z.int(),
  /** Teams whose raw weights are all 0. */
  all_zero_count: z.int(),
  /** Teams of the league that no table has, because they had no player with minutes. */
  empty_roster_count: z.int(),
  n_teams: z.int(),
  nan_score_count: z.int(),
  nan_weight_count: z.int(),
  /** Teams whose raw weights sum to less than 1e-6 or are not finite. */
  raw_collapse_count: z.int(),
  mean_entropy_norm: z.number(),
  mean_max_raw_weight: z.number(),
  score_std: z.number(),
  score_abs_max: z.number(),
};

/** `inference_diagnostics.json` and the snapshot of the same name: totals over the judged snapshots, and each season. */
export const inferenceDiagnosticsSchema = z.strictObject({
  schema_version: z.literal(1),
  ...inferenceCounts,
  by_season: z.array(z.strictObject({ season: z.string(), split: evaluationSplitSchema, ...inferenceCounts })),
});
export type InferenceDiagnostics = z.infer<typeof inferenceDiagnosticsSchema>;
