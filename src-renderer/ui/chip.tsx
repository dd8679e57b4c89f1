import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './chip.css';

export interface ChipProps {
  readonly tone?: 'idle' | 'ok' | 'run' | 'warn' | 'bad' | 'odd' | 'outline';
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A small fact beside a title or in a cell. */
export function Chip({ tone = 'idle', icon, children }: ChipProps) {
  return (
    <span className={`chip chip-${tone}`}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
