import { formatAmount, formatNumber } from '../../../lib/format';
import type { StandingsVerdict } from './beside-baselines';

export interface VerdictWords {
  readonly tone: 'ok' | 'warn' | 'idle';
  readonly title: string;
  readonly cause: string;
}

/** The sentence of the card: what was compared, both numbers of each, and what they are not evidence of. */
export function verdictWords(verdict: StandingsVerdict): VerdictWords {
  if (verdict.kind === 'unjudged') {
    return {
      tone: 'idle',
      title: 'The ensemble cannot be compared with the standings.',
      cause: 'No judged season has playoffs in the source, so each is judged by its own final standings.',
    };
  }
  const { ensemble, standings, seasons, isBetterBySpearman } = verdict;
  const numbers =
    `Spearman ${formatNumber(ensemble.spearman, 3)} against ${formatNumber(standings.spearman, 3)}, ` +
    `rank RMSE ${formatNumber(ensemble.rmse, 2)} against ${formatNumber(standings.rmse, 2)} (smaller is better), ` +
    `end-of-season rank, ${formatAmount(seasons, 'season')}.`;
  const [better, worse] = isBetterBySpearman ? ['Spearman', 'rank RMSE'] : ['rank RMSE', 'Spearman'];
  switch (verdict.kind) {
    case 'above':
      return {
        tone: 'ok',
        title: 'The ensemble beats the final standings.',
        cause: `${numbers} One seed is no evidence.`,
      };
    case 'mixed':
      return {
        tone: 'warn',
        title: `The ensemble beats the final standings by ${better}, not by ${worse}.`,
        cause: numbers,
      };
    case 'below':
      return { tone: 'warn', title: 'The ensemble does not beat the final standings.', cause: numbers };
  }
}
