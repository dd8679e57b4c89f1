import type { InferenceDiagnostics } from '#contract/snapshots/team-ranking';
import type { RankerAttention } from '#contract/snapshots/ranker-attention';
import { attentionHealth } from '../attention/attention-health';
import type { ReportOptions } from '../attention/reported-weights';
import type { ScoredList } from '../evaluation/score-lists';
import type { RankingData } from '../ranking-data/ranking-data';
import type { JudgedSplit } from './pipeline-data';

/** Below this the raw weights of a team count as collapsed, as in `reportedWeights`. */
const COLLAPSED_SUM = 1e-6;

export type AttentionCounts = Omit<InferenceDiagnostics, 'schema_version' | 'by_season'>;

/** The attention of one judged season's last day. */
export interface SnapshotAttention {
  readonly split: JudgedSplit;
  readonly season: string;
  readonly teams: RankerAttention['teams'];
  readonly counts: AttentionCounts;
}

/** Counts over the teams of a snapshot (spec section 4.6). */
export function snapshotHealth(
  { teams, encoded }: RankingData,
  scored: readonly ScoredList[],
  options: ReportOptions,
): AttentionCounts {
  const health = attentionHealth(encoded, scored, options);
  const sums = scored.flatMap(({ attention }) =>
    attention.map((weights) => weights.reduce((sum, weight) => sum + weight, 0)),
  );
  return {
    attention_fallback_count: health.fallbackCount,
    all_zero_count: health.allZeroCount,
    empty_roster_count: teams.length - health.teams,
    n_teams: health.teams,
    nan_score_count: health.nonFiniteScores,
    nan_weight_count: health.nonFiniteWeights,
    raw_collapse_count: sums.filter((sum) => !(sum >= COLLAPSED_SUM && Number.isFinite(sum))).length,
    mean_entropy_norm: health.entropy,
    mean_max_raw_weight: health.maximumWeight,
    score_std: health.scoreDeviation,
    score_abs_max: Math.max(Math.abs(health.scoreMinimum), Math.abs(health.scoreMaximum)),
  };
}
