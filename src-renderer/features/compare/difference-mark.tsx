import type { Comparison } from '#contract/compare';
import { axisShare, type DifferenceAxis } from './difference-axis';
import { canClaim } from './comparison-words';

const WIDTH = 164;
const PADDING = 6;
const TONES = { better: 'var(--status-ok)', worse: 'var(--status-bad)' } as const;

/** Mean difference as a square, 95 % interval as a bar, seeds as dots below; hollow where nothing can be claimed. */
export function DifferenceMark({
  comparison,
  axis,
}: {
  readonly comparison: Comparison;
  readonly axis: DifferenceAxis;
}) {
  const place = (value: number) => Math.round((PADDING + axisShare(value, axis) * (WIDTH - 2 * PADDING)) * 10) / 10;
  const { difference, interval, differences, verdict } = comparison;
  const colour = verdict === 'better' || verdict === 'worse' ? TONES[verdict] : 'var(--text-2)';
  return (
    <svg width={WIDTH} height={24} aria-hidden="true" className="difference-mark">
      <path d={`M${place(0)} 2v20`} stroke="var(--text-3)" />
      {interval !== null && (
        <path
          d={`M${place(interval.lower)} 6v8M${place(interval.lower)} 10H${place(interval.upper)}M${place(interval.upper)} 6v8`}
          stroke={colour}
          strokeWidth="1.4"
          fill="none"
        />
      )}
      {difference !== null && (
        <rect
          x={place(difference) - 3}
          y={7}
          width={6}
          height={6}
          stroke={colour}
          strokeWidth="1.4"
          fill={canClaim(comparison) ? colour : 'var(--bg-pane)'}
        />
      )}
      {differences.map(({ seed, difference: value }) => (
        <circle key={seed} cx={place(value)} cy={20} r={1.4} fill="var(--text-2)" />
      ))}
    </svg>
  );
}
