import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './error-card.css';

export interface ErrorCardProps {
  /** `odd` = diverged: an outcome, not an error. */
  readonly tone?: 'bad' | 'warn' | 'odd' | 'run' | 'ok' | 'idle';
  readonly icon?: IconName;
  /** What happened, with the value. */
  readonly title: string;
  readonly cause?: ReactNode;
  /** The next step in words, without the word “Next”. */
  readonly nextStep?: string;
  /** Buttons that do the next step. */
  readonly actions?: ReactNode;
  /** Stable code, shown last and small. */
  readonly code?: string;
}

const ICONS = {
  bad: 'status-failed',
  warn: 'warning',
  odd: 'status-diverged',
  run: 'info',
  ok: 'status-done',
  idle: 'info',
} as const;

/** What happened, why, the next step, and the code last and small. */
export function ErrorCard({ tone = 'bad', icon, title, cause, nextStep, actions, code }: ErrorCardProps) {
  return (
    <div className={`error-card error-card-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      <Icon name={icon ?? ICONS[tone]} />
      <div className="error-card-text">
        <p className="error-card-title">{title}</p>
        {cause !== undefined && cause !== '' && <p className="text-2">{cause}</p>}
        {nextStep !== undefined && nextStep !== '' && <p className="text-1">Next: {nextStep}</p>}
        {actions !== undefined && <div className="row error-card-actions">{actions}</div>}
        {code !== undefined && code !== '' && <p className="error-card-code mono">{code}</p>}
      </div>
    </div>
  );
}

/** The card of an error that main answered with, or of a fault of ours. */
export function ErrorCardOf({ error, actions }: { readonly error: Error; readonly actions?: ReactNode }) {
  const nextStep = 'nextStep' in error && typeof error.nextStep === 'string' ? error.nextStep : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    <ErrorCard title={error.message} nextStep={nextStep} code={code} {...(actions === undefined ? {} : { actions })} />
  );
}

/** {@link ErrorCardOf} in place of what a pane would have shown. */
export function Fault({ error }: { readonly error: Error }) {
  return (
    <div className="fault-pane">
      <ErrorCardOf error={error} />
    </div>
  );
}
