import { formatNumber } from '../../../lib/format';
import { BALL_CLASSES, classLabel } from './ball-classes';
import type { ShownBall } from './innings-figures';

/** @returns the balls of an innings in words, for the chart's table */
export const inningsTable = (balls: readonly ShownBall[]) => ({
  columns: [
    { title: 'Delivery', align: 'right' as const },
    { title: 'Over', align: 'right' as const },
    { title: 'Striker', align: 'left' as const },
    { title: 'Bowler', align: 'left' as const },
    { title: 'Came', align: 'left' as const },
    ...BALL_CLASSES.map(({ label }) => ({ title: label, align: 'right' as const })),
  ],
  rows: balls.map(({ delivery, over, striker, bowler, label, probabilities }) => [
    String(delivery + 1),
    String(over + 1),
    striker,
    bowler,
    classLabel(label),
    ...probabilities.map((value) => formatNumber(value, 3)),
  ]),
});
