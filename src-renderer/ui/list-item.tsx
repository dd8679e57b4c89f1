import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import './list-item.css';

export interface ListItemProps {
  readonly icon?: IconName;
  readonly iconTone?: 'ok' | 'run' | 'warn' | 'bad' | 'odd' | 'idle';
  readonly selected?: boolean;
  /** Count or short fact at the right. */
  readonly trailing?: ReactNode;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** A row of the side list: chooses what main shows. */
export function ListItem({ icon, iconTone, selected = false, trailing, onSelect, children }: ListItemProps) {
  return (
    <button type="button" className="list-item" aria-current={selected || undefined} onClick={onSelect}>
      {icon !== undefined && <Icon name={icon} className={classNames(iconTone !== undefined && `tone-${iconTone}`)} />}
      <span className="grow ellipsis">{children}</span>
      {trailing !== undefined && <span className="list-item-trailing">{trailing}</span>}
    </button>
  );
}

/** Title over a group of rows. */
export function ListTitle({ children, trailing }: { readonly children: ReactNode; readonly trailing?: ReactNode }) {
  return (
    <h3 className="list-title">
      {children}
      {trailing}
    </h3>
  );
}
