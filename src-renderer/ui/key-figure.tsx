import type { ReactNode } from 'react';
import './key-figure.css';

export interface KeyFigureProps {
  readonly label: string;
  /** Formatted; `n/a` when it cannot be known. */
  readonly value: ReactNode;
  readonly unit?: string;
  /** Spread, n, or the baseline beside it. */
  readonly detail?: ReactNode;
}

/** One large number with its name, unit and what it is measured against. */
export function KeyFigure({ label, value, unit, detail }: KeyFigureProps) {
  return (
    <div className="key-figure">
      <span className="key-figure-label ellipsis">{label}</span>
      <span className="key-figure-value">
        {value}
        {unit !== undefined && unit !== '' && <span className="key-figure-unit"> {unit}</span>}
      </span>
      {detail !== undefined && <span className="key-figure-detail ellipsis">{detail}</span>}
    </div>
  );
}
