import type { ChartSeries } from './chart-model';
import { SERIES_LOOKS } from './series-look';

/** Lines with their words, in drawing order. */
export function ChartLegend({ series }: { readonly series: readonly ChartSeries[] }) {
  return (
    <ul className="chart-legend">
      {series.map(({ id, label, slot, low, bandWords = 'band min to max' }) => (
        <li key={id}>
          <LineSample slot={slot} />
          {low === undefined ? label : `${label}, ${bandWords}`}
        </li>
      ))}
    </ul>
  );
}

/** A short piece of a line: colour and dash. */
export function LineSample({ slot }: { readonly slot: ChartSeries['slot'] }) {
  const { token, dash } = SERIES_LOOKS[slot];
  return (
    <svg width="20" height="8" aria-hidden="true">
      <path d="M1 4h18" fill="none" stroke={`var(${token})`} strokeWidth="1.8" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
