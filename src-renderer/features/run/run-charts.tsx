import { useMemo } from 'react';
import { metricDescriptor } from '#contract/metrics';
import type { RunDetail } from '#contract/run-detail';
import { formatNumber, formatPercent } from '../../lib/format';
import type { ChartBaseline, ChartSeries } from '../../ui/chart/chart-model';
import { LineChart } from '../../ui/chart/line-chart';
import { epochSeries, stepsPerEpoch } from './chart-series';
import { baselinesOf, mainMetric } from './main-metric';
import { runTitle } from './run-header';
import { pointsOf, type RunSeries, type WantedSeries } from './use-run-series';

/** @returns the lines that the screen of a run draws */
export const wantedSeries = (metric: string): readonly WantedSeries[] => [
  { split: 'train', metric: 'loss' },
  { split: 'holdout', metric: 'loss' },
  { split: 'holdout', metric },
  { split: 'validation', metric },
  { split: 'train', metric: 'gradient_norm' },
  { split: 'train', metric: 'gradient_norm_max' },
  { split: 'train', metric: 'clipped_share' },
  { split: 'train', metric: 'learning_rate' },
];

const formatWith = (digits: number) => (value: number) => formatNumber(value, digits);
const formatLoss = formatWith(4);
const formatGradient = formatWith(3);
/** Rates reach from 1 to 1e-7: three digits that matter. */
const formatRate = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−');

interface ChartProps {
  readonly detail: RunDetail;
  readonly series: RunSeries;
}

/** What every chart of a run has in common. */
function useChartFrame({ detail, series }: ChartProps) {
  const { summary } = detail;
  return {
    xLabel: 'epoch',
    xMax: summary.totalEpochs > 0 ? summary.totalEpochs : null,
    loading: series.isLoading,
    emptyText: series.error?.message ?? emptyText(summary.status),
    fileTitle: runTitle(summary),
  };
}

const emptyText = (status: RunDetail['summary']['status']): string =>
  status === 'queued'
    ? 'The run waits in the queue. The first point comes after its first epoch.'
    : status === 'running' || status === 'paused'
      ? 'The first point comes after epoch 1.'
      : 'The run ended before the first point.';

/** Train and holdout loss; the checkpoint that ships when the loss picks it. */
export function LossChart(props: ChartProps) {
  const { detail, series } = props;
  const frame = useChartFrame(props);
  const perEpoch = stepsPerEpoch(detail.summary);
  const { best } = detail.summary;
  const lines = useMemo<readonly ChartSeries[]>(
    () => [
      epochSeries(
        { id: 'train', label: 'train', slot: 1 },
        pointsOf(series, { split: 'train', metric: 'loss' }),
        perEpoch,
      ),
      epochSeries(
        { id: 'holdout', label: 'holdout', slot: 2 },
        pointsOf(series, { split: 'holdout', metric: 'loss' }),
        perEpoch,
        best === null ? {} : { checkpoint: { x: best.epoch, label: `ships: epoch ${best.epoch}` } },
      ),
    ],
    [series, perEpoch, best],
  );
  const loss = useLossName(detail);
  return <LineChart {...frame} title="Loss" detail={loss} series={withPoints(lines)} format={formatLoss} />;
}

const useLossName = ({ summary }: RunDetail): string =>
  (summary.config['training.loss_type'] ?? '').replaceAll('"', '').replaceAll('_', ' ');

/** An empty chart keeps its frame; lines without a point need no place in the legend. */
const withPoints = (lines: readonly ChartSeries[]): readonly ChartSeries[] => lines.filter(({ x }) => x.length > 0);

/** The metric that the family is judged by, with the baselines on the same part of the data. */
export function MetricChart(props: ChartProps) {
  const { detail, series } = props;
  const frame = useChartFrame(props);
  const id = mainMetric(detail.summary);
  const metric = metricDescriptor(id);
  const perEpoch = stepsPerEpoch(detail.summary);
  const { best } = detail.summary;
  const lines = useMemo<readonly ChartSeries[]>(() => {
    const ships = best === null ? {} : { checkpoint: { x: best.epoch, label: `ships: epoch ${best.epoch}` } };
    const validation = pointsOf(series, { split: 'validation', metric: id });
    return withPoints([
      epochSeries({ id: 'validation', label: 'validation', slot: 1 }, validation, perEpoch, ships),
      epochSeries(
        { id: 'holdout', label: 'holdout', slot: 2 },
        pointsOf(series, { split: 'holdout', metric: id }),
        perEpoch,
        validation.x.length === 0 ? ships : {},
      ),
    ]);
  }, [series, perEpoch, best, id]);
  const split = lines.some((line) => line.id === 'validation') ? 'validation' : 'holdout';
  const baselines = useMemo<readonly ChartBaseline[]>(
    () => baselinesOf(detail.summary, split, id).map(({ label, value }) => ({ label, value })),
    [detail.summary, split, id],
  );
  const format = useMemo(() => formatWith(metric.digits), [metric.digits]);
  return (
    <LineChart {...frame} title={metric.label} detail={split} series={lines} baselines={baselines} format={format} />
  );
}

/** Mean of the epoch with the largest above it; the clipping limit as a line. */
export function GradientChart(props: ChartProps) {
  const { detail, series } = props;
  const frame = useChartFrame(props);
  const perEpoch = stepsPerEpoch(detail.summary);
  const lines = useMemo(
    () =>
      withPoints([
        epochSeries(
          { id: 'gradient', label: 'mean', slot: 6 },
          pointsOf(series, { split: 'train', metric: 'gradient_norm' }),
          perEpoch,
          {
            envelope: pointsOf(series, { split: 'train', metric: 'gradient_norm_max' }),
          },
        ),
      ]),
    [series, perEpoch],
  );
  const limit = Number(detail.summary.config['model_a.grad_clip_max_norm'] ?? NaN);
  const baselines = useMemo(() => (limit > 0 ? [{ label: 'clip at', value: limit }] : []), [limit]);
  const clipped = pointsOf(series, { split: 'train', metric: 'clipped_share' }).y.at(-1);
  return (
    <LineChart
      {...frame}
      title="Gradient norm"
      detail="before clipping, up to the largest"
      series={lines}
      baselines={baselines}
      format={formatGradient}
      {...(clipped === undefined ? {} : { note: `clipped in ${formatPercent(clipped, 0)} of steps` })}
    />
  );
}

/** Rate of the last step of each epoch. */
export function RateChart(props: ChartProps) {
  const { detail, series } = props;
  const frame = useChartFrame(props);
  const perEpoch = stepsPerEpoch(detail.summary);
  const lines = useMemo(
    () =>
      withPoints([
        epochSeries(
          { id: 'rate', label: 'learning rate', slot: 3 },
          pointsOf(series, { split: 'train', metric: 'learning_rate' }),
          perEpoch,
        ),
      ]),
    [series, perEpoch],
  );
  const schedule = (detail.summary.config['training.schedule.kind'] ?? '').replaceAll('"', '');
  return <LineChart {...frame} title="Learning rate" detail={schedule} series={lines} format={formatRate} />;
}
