import { useMemo } from 'react';
import type { ComparisonRequest } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatNumber } from '../../lib/format';
import { useRequest } from '../../lib/query';
import { LineChart } from '../../ui/chart/line-chart';
import { curveSeries, MOST_CURVES } from './curve-series';

/** Mean of each group by epoch with one standard deviation over its seeds. */
export function CurvesChart({ request, metric }: { readonly request: ComparisonRequest; readonly metric: string }) {
  const { data, error, isPending } = useRequest('compare:curves', request);
  const series = useMemo(() => (data === undefined ? [] : curveSeries(data.groups)), [data]);
  const { label, digits } = metricDescriptor(metric);
  const hidden = (data?.groups.length ?? 0) - MOST_CURVES;
  return (
    <LineChart
      title={`${label} by epoch`}
      detail={`mean ± sd over seeds${hidden > 0 ? `; the first ${MOST_CURVES} of ${data!.groups.length} groups` : ''}`}
      series={series}
      xLabel="epoch"
      format={(value) => formatNumber(value, digits)}
      loading={isPending}
      emptyText={error?.message ?? 'This metric is only measured at the checkpoint that ships: it has no curve.'}
      fileTitle="compare"
    />
  );
}
