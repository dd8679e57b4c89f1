import type { InferenceDiagnostics } from '#contract/snapshots/team-ranking';
import { formatAmount, formatCount, formatNumber } from '../../../lib/format';

export type InferenceCounts = Omit<InferenceDiagnostics, 'schema_version' | 'by_season'>;
type CountId = keyof InferenceCounts;

/** One line of `inference_diagnostics.json` in words. */
export interface CountRow {
  readonly id: CountId;
  readonly label: string;
  readonly meaning: string;
  /** Asked for by the brief; the others were added because these four missed the published failures. */
  readonly isRequired: boolean;
  /** Above 0 something is wrong. */
  readonly isFault: boolean;
  readonly format: (value: number) => string;
}

const count = (id: CountId, label: string, meaning: string, isRequired: boolean, isFault: boolean): CountRow => ({
  id,
  label,
  meaning,
  isRequired,
  isFault,
  format: formatCount,
});
const figure = (id: CountId, label: string, meaning: string, digits: number): CountRow => ({
  id,
  label,
  meaning,
  isRequired: false,
  isFault: false,
  format: (value) => formatNumber(value, digits),
});

/** Every line, the four of the brief first. */
export const COUNT_ROWS: readonly CountRow[] = [
  count(
    'attention_fallback_count',
    'Fallback weights',
    'Teams whose reported weights are those of the fallback strategy.',
    true,
    true,
  ),
  count('all_zero_count', 'All weights 0', 'Teams whose raw weights are all 0.', true, true),
  count(
    'empty_roster_count',
    'Empty rosters',
    'Teams of the league in no table, because they had no player with minutes.',
    true,
    true,
  ),
  count('n_teams', 'Teams', 'Teams that were ranked.', true, false),
  count('nan_score_count', 'Scores not finite', 'Teams whose score is no number.', false, true),
  count('nan_weight_count', 'Weights not finite', 'Weights that are no number.', false, true),
  count(
    'raw_collapse_count',
    'Collapsed attention',
    'Teams whose raw weights sum to less than 1e−6 or are not finite.',
    false,
    true,
  ),
  figure('mean_entropy_norm', 'Entropy', 'Of the raw weights, mean over the teams; 1 is uniform.', 4),
  figure('mean_max_raw_weight', 'Largest weight', 'Raw, of a team, mean over the teams.', 4),
  figure('score_std', 'Spread of the scores', 'Standard deviation of the scores of Model A.', 3),
  figure('score_abs_max', 'Largest score', 'Largest absolute score of Model A; hundreds mean a drift.', 3),
];

/** Attention nearer to uniform than this says nothing about who matters; below the lower end it rests on one player. */
const ENTROPY = { least: 0.4, most: 0.995 } as const;

export interface InferenceRemark {
  readonly tone: 'ok' | 'warn' | 'idle';
  readonly title: string;
  readonly cause: string;
}

/** What the counts say, the faults first; one line that all is well when there is nothing to say. */
export function inferenceRemarks(counts: InferenceCounts): readonly InferenceRemark[] {
  const faults = COUNT_ROWS.filter(({ id, isFault }) => isFault && counts[id] > 0).map(
    ({ id, label, meaning }): InferenceRemark => ({
      tone: 'warn',
      title: `${label}: ${formatCount(counts[id])} of ${formatAmount(counts.n_teams, 'team')}.`,
      cause: meaning,
    }),
  );
  const entropy = formatNumber(counts.mean_entropy_norm, 4);
  const attention: readonly InferenceRemark[] =
    counts.n_teams === 0
      ? []
      : counts.mean_entropy_norm > ENTROPY.most
        ? [
            {
              tone: 'idle',
              title: 'The attention is near uniform.',
              cause: `Entropy ${entropy}, remark above ${ENTROPY.most}. Do not read it as “who matters”.`,
            },
          ]
        : counts.mean_entropy_norm < ENTROPY.least
          ? [
              {
                tone: 'warn',
                title: 'The attention rests on one player a team.',
                cause: `Entropy ${entropy}, alarm below ${ENTROPY.least}: a saturated softmax still sums to 1.`,
              },
            ]
          : [];
  if (faults.length > 0) return [...faults, ...attention];
  const fine: InferenceRemark = {
    tone: 'ok',
    title: 'No team has fallback, zero, collapsed or broken weights.',
    cause: `${formatAmount(counts.n_teams, 'team')}; every fault count is 0.`,
  };
  return [fine, ...attention];
}
