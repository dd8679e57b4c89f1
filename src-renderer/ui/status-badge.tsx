import type { RunStatus } from '#contract/runs';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import './status-badge.css';

type Tone = 'ok' | 'run' | 'warn' | 'bad' | 'odd' | 'idle';
interface StatusLook {
  readonly icon: IconName;
  readonly word: string;
  readonly tone: Tone;
}

/** DESIGN.md section 3: each status has its own shape, word and colour. */
export const STATUS_LOOKS: Readonly<Record<RunStatus, StatusLook>> = {
  queued: { icon: 'status-queued', word: 'Queued', tone: 'idle' },
  running: { icon: 'status-running', word: 'Running', tone: 'run' },
  paused: { icon: 'status-paused', word: 'Paused', tone: 'warn' },
  done: { icon: 'status-done', word: 'Done', tone: 'ok' },
  stopped_early: { icon: 'status-stopped-early', word: 'Stopped early', tone: 'idle' },
  stopped: { icon: 'status-stopped', word: 'Stopped', tone: 'idle' },
  interrupted: { icon: 'status-interrupted', word: 'Interrupted', tone: 'warn' },
  pruned: { icon: 'status-pruned', word: 'Pruned', tone: 'idle' },
  diverged: { icon: 'status-diverged', word: 'Diverged', tone: 'odd' },
  failed: { icon: 'status-failed', word: 'Failed', tone: 'bad' },
};

/** The icon alone, with the word spoken. */
export function StatusIcon({ status, size = 14 }: { readonly status: RunStatus; readonly size?: 12 | 14 | 16 }) {
  const look = STATUS_LOOKS[status];
  return <Icon name={look.icon} size={size} label={look.word} className={`tone-${look.tone}`} />;
}

export interface StatusBadgeProps {
  readonly status: RunStatus;
  /** More words after the status: `31 %`, `76 epochs`. */
  readonly detail?: string | undefined;
  /** On a tint, for headers. */
  readonly filled?: boolean;
}

/** Icon and word of a run's status. */
export function StatusBadge({ status, detail, filled = false }: StatusBadgeProps) {
  const look = STATUS_LOOKS[status];
  return (
    <span
      className={classNames(
        'status-badge',
        `tone-${look.tone}`,
        filled && `status-badge-filled status-tint-${look.tone}`,
      )}
    >
      <Icon name={look.icon} size={14} />
      <span className="ellipsis">{detail === undefined ? look.word : `${look.word}, ${detail}`}</span>
    </span>
  );
}
