import type { RunDetail } from '#contract/run-detail';
import type { ChartSeries } from '../../ui/chart/chart-model';
import type { SeriesSlot } from '../../ui/chart/series-look';
import type { StepPoints } from './series-points';

/** Steps of one epoch; 1 before the run has said how many there are, so that x stays in steps. */
export const stepsPerEpoch = ({ totalSteps, totalEpochs }: RunDetail['summary']): number =>
  totalSteps > 0 && totalEpochs > 0 ? totalSteps / totalEpochs : 1;

/**
 * A line over epochs. Values inside an epoch get a part of it, so lines logged each step and each epoch share an axis.
 *
 * @param envelope extremes of another line over the same epochs, for example the largest gradient norm of each
 */
export function epochSeries(
  about: { readonly id: string; readonly label: string; readonly slot: SeriesSlot },
  points: StepPoints,
  perEpoch: number,
  { envelope, checkpoint }: { readonly envelope?: StepPoints; readonly checkpoint?: ChartSeries['checkpoint'] } = {},
): ChartSeries {
  const x = points.x.map((step) => roundEpoch(step / perEpoch));
  const hasEnvelope = envelope !== undefined && envelope.y.length === points.y.length && points.y.length > 1;
  return {
    ...about,
    x,
    y: points.y,
    ...(hasEnvelope
      ? { low: points.y, high: envelope.y }
      : points.isReduced
        ? { low: points.low, high: points.high }
        : {}),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}

/** Division leaves 30.999999999999996 where 31 is meant. */
const roundEpoch = (epoch: number): number => Math.round(epoch * 1e6) / 1e6;
