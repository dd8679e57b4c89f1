import type { PredictionOutcome } from '#contract/snapshots/team-ranking';
import type { ScatterSeries } from '../../../ui/chart/scatter-scene';
import { meanFigures, rankFigures, type RankFigures } from './rank-figures';

export type OutcomePoint = PredictionOutcome['points'][number];
export type Order = 'predictedRank' | 'standingsRank';

/** Teams that are named in the picture; the others would cover each other. */
const NAMED = 8;

/** @returns places that an order put the team too high; below 0: too low */
export const offBy = (point: OutcomePoint, order: Order): number => point.actualRank - point[order];

/** @returns `validation 2023-24` for each judged season, in their order */
export const seasonKey = ({ split, season }: Pick<OutcomePoint, 'split' | 'season'>): string => `${split} ${season}`;
export const seasonKeys = (points: readonly OutcomePoint[]): readonly string[] => [...new Set(points.map(seasonKey))];

/** The ensemble's places and those of the final standings against the true ones; the worst predictions are named. */
export function outcomeSeries(points: readonly OutcomePoint[]): readonly ScatterSeries[] {
  const worst = new Set(
    [...points]
      .sort((a, b) => Math.abs(offBy(b, 'predictedRank')) - Math.abs(offBy(a, 'predictedRank')))
      .slice(0, NAMED),
  );
  return [
    {
      id: 'ensemble',
      label: 'Ensemble',
      slot: 1,
      points: points.map((point) => ({
        x: point.predictedRank,
        y: point.actualRank,
        text: `${point.abbreviation} ${point.season}, predicted ${point.predictedRank}, ended ${point.actualRank}`,
        ...(worst.has(point) ? { name: point.abbreviation } : {}),
      })),
    },
    {
      id: 'standings',
      label: 'Final standings',
      slot: 10,
      points: points.map((point) => ({
        x: point.standingsRank,
        y: point.actualRank,
        text: `${point.abbreviation} ${point.season}, in the standings ${point.standingsRank}, ended ${point.actualRank}`,
      })),
    },
  ];
}

/** @returns figures of an order, mean over the seasons among the points; null without points */
export function outcomeFigures(points: readonly OutcomePoint[], order: Order): RankFigures | null {
  return meanFigures(
    seasonKeys(points).flatMap(
      (key) =>
        rankFigures(
          points
            .filter((point) => seasonKey(point) === key)
            .map((point) => ({ predicted: point[order], actual: point.actualRank })),
        ) ?? [],
    ),
  );
}
