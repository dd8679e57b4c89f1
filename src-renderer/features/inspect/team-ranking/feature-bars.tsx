import { formatPercent } from '../../../lib/format';
import type { DataColumn } from '../../../ui/table/data-column';
import { FigureTable } from '../figure-table';

export interface FeatureGain {
  readonly feature: string;
  /** Share of all gain, 0 to 1. */
  readonly gain: number;
}

/** Features of a tree model by their share of the gain, the largest first, as bars and numbers. */
export function FeatureBars({
  title,
  detail,
  features,
}: {
  readonly title: string;
  readonly detail: string;
  readonly features: readonly FeatureGain[];
}) {
  const sorted = [...features].sort((a, b) => b.gain - a.gain);
  const largest = Math.max(...features.map(({ gain }) => gain), 1e-9);
  const columns: readonly DataColumn<FeatureGain>[] = [
    {
      id: 'feature',
      title: 'Feature',
      align: 'left',
      width: 160,
      text: ({ feature }) => feature,
      cell: ({ feature }) => <span className="mono">{feature}</span>,
      sortValue: ({ feature }) => feature,
    },
    {
      id: 'gain',
      title: 'Share of the gain',
      align: 'right',
      width: 80,
      text: ({ gain }) => formatPercent(gain),
      sortValue: ({ gain }) => gain,
      sortsDescendingFirst: true,
    },
  ];
  return (
    <FigureTable
      title={title}
      detail={detail}
      columns={columns}
      drawn={({ gain }) => (
        <span className="ranking-bar-track">
          <i className="ranking-bar" style={{ width: `${(gain / largest) * 100}%` }} />
        </span>
      )}
      rows={sorted}
      rowKey={({ feature }) => feature}
    />
  );
}
