import type { OddsReliability } from '#contract/snapshots/team-ranking';
import { formatAmount, formatNumber, formatPercent } from '../../../lib/format';
import type { ScatterPoint } from '../../../ui/chart/scatter-scene';

export type OddsGroup = OddsReliability['groups'][number];
export type OddsBin = OddsGroup['bins'][number];

/** @returns `10 to 20 %` */
export const binWords = ({ from, to }: OddsBin): string => `${formatNumber(from * 100, 0)} to ${formatPercent(to, 0)}`;

/** @returns a point a bin that has teams: mean odds against share of champions, as large as its teams are many */
export function reliabilityPoints({ bins }: Pick<OddsGroup, 'bins'>): readonly ScatterPoint[] {
  return bins.flatMap((bin) => {
    if (bin.count === 0 || bin.meanOdds === null || bin.championShare === null) return [];
    return [
      {
        x: bin.meanOdds,
        y: bin.championShare,
        weight: bin.count,
        text: `odds ${binWords(bin)}: mean ${formatPercent(bin.meanOdds)}, champions ${formatPercent(bin.championShare)}, ${formatAmount(bin.count, 'team')}`,
      },
    ];
  });
}

/** @returns the upper end of both axes: a tenth above the largest value, at most 1 */
export function oddsAxisEnd(points: readonly ScatterPoint[]): number {
  const largest = Math.max(0.1, ...points.flatMap(({ x, y }) => [x, y]));
  return Math.min(1, Math.ceil(largest * 10 + 1) / 10);
}

export interface OddsVerdict {
  readonly isBetter: boolean;
  readonly brier: number;
  readonly brierUniform: number;
}

/** @returns whether the odds say more than the same odds for every team; null when there is nothing to compare */
export function oddsVerdict({ brier, brierUniform }: OddsGroup): OddsVerdict | null {
  return brier === null || brierUniform === null ? null : { isBetter: brier < brierUniform, brier, brierUniform };
}
