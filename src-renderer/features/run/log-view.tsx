import { formatClock, formatCount } from '../../lib/format';
import { ErrorCardOf } from '../../ui/error-card';
import type { RunLog } from './use-run-log';

const TONES = { debug: 'text-3', info: 'text-2', warning: 'tone-warn', error: 'tone-bad' } as const;

/** Lines of the run, the newest on top: what is read never moves while new lines come above it. */
export function LogView({
  log,
  limit,
  isLive,
}: {
  readonly log: RunLog;
  readonly limit: number;
  readonly isLive: boolean;
}) {
  const shown = log.lines.slice(-limit).reverse();
  return (
    <section className="run-log" aria-label="Log">
      <header className="run-log-head">
        <h2 className="strong">Log</h2>
        <span className="text-3 text-xs">
          {log.total === 0 ? '' : `${formatCount(shown.length)} of ${formatCount(log.total)} lines, newest first`}
        </span>
        <span className="grow" />
        {isLive && <span className="text-3 text-xs">following</span>}
      </header>
      {log.error !== null && <ErrorCardOf error={log.error} />}
      {shown.length === 0 && log.error === null && !log.isLoading && (
        <p className="run-log-empty">The first line comes when the worker has started.</p>
      )}
      <div className="run-log-lines selectable" role="log" aria-label="Lines of the log" tabIndex={0}>
        {shown.map((line) => (
          <p key={`${line.attempt}:${line.seq}`}>
            <time className="text-3">{formatClock(line.time, true)}</time>{' '}
            {(line.level === 'warning' || line.level === 'error') && (
              <span className={TONES[line.level]}>{line.level} </span>
            )}
            <span className={TONES[line.level]}>{line.message}</span>
          </p>
        ))}
      </div>
    </section>
  );
}
