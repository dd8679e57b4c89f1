import type { ComparisonTable, SeedCurves } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { signed } from '../claims';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Colours that stay apart for the common kinds of colour blindness (Okabe and Ito). */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f'] as const;
const WIDTH = 720;
const LABEL_WIDTH = 240;

/** @returns a scale from [low, high] to pixels [start, end]; a range without width is widened */
function scale(low: number, high: number, start: number, end: number): (value: number) => number {
  const range = high - low || Math.abs(high) || 1;
  return (value) => start + ((value - low) / range) * (end - start);
}

/** Mean differences with intervals and one dot a seed; zero is the line. */
export function differenceChart({ comparisons, metric }: ComparisonTable): string | null {
  const shown = comparisons.filter(({ difference }) => difference !== null);
  if (shown.length === 0) return null;
  const values = shown.flatMap(({ differences, interval }) => [
    ...differences.map(({ difference }) => difference),
    ...(interval ? [interval.lower, interval.upper] : []),
  ]);
  const x = scale(Math.min(0, ...values), Math.max(0, ...values), LABEL_WIDTH + 20, WIDTH - 90);
  const { digits, label } = metricDescriptor(metric);
  const rowHeight = 32;
  const height = shown.length * rowHeight + 30;
  const rows = shown.map(({ aLabel, bLabel, difference, interval, differences, verdict }, index) => {
    const y = 20 + index * rowHeight;
    const isShown = verdict === 'better' || verdict === 'worse';
    const bar = interval
      ? `<line x1="${x(interval.lower).toFixed(1)}" x2="${x(interval.upper).toFixed(1)}" y1="${y}" y2="${y}" stroke="currentColor" stroke-width="1.5"/>`
      : '';
    const dots = differences
      .map(
        ({ difference: one }) =>
          `<circle cx="${x(one).toFixed(1)}" cy="${y + 9}" r="2" fill="currentColor" opacity="0.5"/>`,
      )
      .join('');
    const square = `<rect x="${(x(difference!) - 4).toFixed(1)}" y="${y - 4}" width="8" height="8" stroke="${COLORS[0]}" fill="${isShown ? COLORS[0] : 'none'}"/>`;
    return `<text x="0" y="${y + 4}">${escape(`${aLabel} − ${bLabel}`.slice(0, 44))}</text>${bar}${dots}${square}<text x="${WIDTH}" y="${y + 4}" text-anchor="end">${signed(difference!, digits)}</text>`;
  });
  return `<svg role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" font-size="12" font-family="system-ui, sans-serif" fill="currentColor"><title>${escape(`Differences of ${label}: square mean, bar 95 % interval, dots seeds; filled where shown`)}</title><line x1="${x(0).toFixed(1)}" x2="${x(0).toFixed(1)}" y1="4" y2="${height - 14}" stroke="currentColor" opacity="0.35"/>${rows.join('')}</svg>`;
}

/** Curves by epoch with a band of one standard deviation. */
export function curveChart({ groups, metric }: SeedCurves): string | null {
  const shown = groups.filter(({ epochs }) => epochs.length > 1).slice(0, COLORS.length);
  if (shown.length === 0) return null;
  const bounds = shown.flatMap(({ mean, sd }) =>
    mean.flatMap((value, index) => [value - (sd[index] ?? 0), value + (sd[index] ?? 0)]),
  );
  const epochs = shown.flatMap((group) => group.epochs);
  const [height, left, right] = [260, 56, WIDTH - 200];
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
  const x = scale(Math.min(...epochs), Math.max(...epochs), left, right);
  const y = scale(low, high, height - 30, 12);
  const point = (epoch: number, value: number): string => `${x(epoch).toFixed(1)},${y(value).toFixed(1)}`;
  const lines = shown.map((group, index) => {
    const color = COLORS[index]!;
    const upper = group.epochs.map((epoch, at) => point(epoch, group.mean[at]! + (group.sd[at] ?? 0)));
    const lower = group.epochs.map((epoch, at) => point(epoch, group.mean[at]! - (group.sd[at] ?? 0))).reverse();
    const line = group.epochs.map((epoch, at) => point(epoch, group.mean[at]!)).join(' ');
    return `<polygon points="${[...upper, ...lower].join(' ')}" fill="${color}" opacity="0.15"/><polyline points="${line}" fill="none" stroke="${color}" stroke-width="1.5"/><text x="${right + 12}" y="${20 + index * 18}" fill="${color}">${escape(group.label.slice(0, 30))}</text>`;
  });
  const ticks = [low, (low + high) / 2, high].map(
    (value) =>
      `<text x="${left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toPrecision(3)}</text><line x1="${left}" x2="${right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="currentColor" opacity="0.15"/>`,
  );
  return `<svg role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" font-size="12" font-family="system-ui, sans-serif" fill="currentColor"><title>${escape(`${metric} by epoch, mean and standard deviation over seeds`)}</title>${ticks.join('')}${lines.join('')}<text x="${left}" y="${height - 8}">epoch ${Math.min(...epochs)}</text><text x="${right}" y="${height - 8}" text-anchor="end">epoch ${Math.max(...epochs)}</text></svg>`;
}
