import { sparklinePath } from './sparkline-path';

export interface SparklineProps {
  /** One an epoch, oldest first; values that are not finite are gaps. */
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
  /** `run` marks the newest point of a line that still grows. */
  readonly tone?: 'plain' | 'run' | 'odd';
  /** Spoken: what it shows and where it stands. */
  readonly label: string;
}

const PADDING = 3;

/** A line without axes for a table cell. */
export function Sparkline({ values, width = 72, height = 20, tone = 'plain', label }: SparklineProps) {
  const { path, last } = sparklinePath(values, { width, height, padding: PADDING });
  const colour = tone === 'odd' ? 'var(--status-odd)' : 'var(--series-1)';
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <path d={path} fill="none" stroke={colour} strokeWidth="1.4" strokeLinejoin="round" />
      {tone === 'run' && last !== null && <circle cx={last.x} cy={last.y} r="2.4" fill={colour} />}
    </svg>
  );
}
