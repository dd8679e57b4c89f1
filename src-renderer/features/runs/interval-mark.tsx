import type { SeedStatistics } from './seed-statistics';

/** Values at both ends of the small axis that all rows share. */
export type IntervalAxis = readonly [number, number];

const WIDTH = 104;
const PADDING = 5;

/** Mean as a dot, 95 % interval as a line, baseline dotted: all rows share one axis. */
export function IntervalMark({
  statistics,
  axis,
  baseline,
}: {
  readonly statistics: SeedStatistics;
  readonly axis: IntervalAxis;
  readonly baseline: number | null;
}) {
  const place = (value: number) =>
    PADDING + Math.min(1, Math.max(0, (value - axis[0]) / (axis[1] - axis[0] || 1))) * (WIDTH - 2 * PADDING);
  const { mean, interval } = statistics;
  return (
    <svg width={WIDTH} height={16} aria-hidden="true">
      {baseline !== null && (
        <path d={`M${place(baseline)} 1v14`} stroke="var(--series-baseline)" strokeDasharray="2 3" strokeWidth="1.2" />
      )}
      {interval !== null && (
        <path d={`M${place(interval[0])} 8H${place(interval[1])}`} stroke="var(--text-1)" strokeWidth="1.6" />
      )}
      <circle cx={place(mean)} cy="8" r="2.6" fill="var(--text-1)" />
    </svg>
  );
}

/** @returns an axis that holds every mean, interval and baseline, with a little room */
export function intervalAxis(all: readonly SeedStatistics[], baselines: readonly number[]): IntervalAxis | null {
  const values = [...all.flatMap(({ min, max }) => [min, max]), ...baselines];
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}
