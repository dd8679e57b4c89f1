import './progress-bar.css';

export interface ProgressBarProps {
  /** Spoken name. */
  readonly label: string;
  /** 0 to 1; null while it cannot be known. */
  readonly fraction: number | null;
  readonly tone?: 'run' | 'ok' | 'warn';
}

/** How far something is. Steps of data are drawn as they come, without easing. */
export function ProgressBar({ label, fraction, tone = 'run' }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10;
  return (
    <div
      className={`progress-bar progress-bar-${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? { 'data-unknown': true } : { 'aria-valuenow': percent })}
    >
      <span style={{ width: percent === null ? '30%' : `${percent}%` }} />
    </div>
  );
}
