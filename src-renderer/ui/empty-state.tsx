import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './empty-state.css';

export interface EmptyStateProps {
  readonly icon: IconName;
  /** What would be here. */
  readonly title: string;
  /** Why it is not. */
  readonly children: ReactNode;
  /** The one button that changes it. */
  readonly action?: ReactNode;
}

/** Names what would be here, why it is not, and the one button that changes it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon name={icon} size={20} />
      <h2>{title}</h2>
      <p>{children}</p>
      {action !== undefined && <div className="row">{action}</div>}
    </div>
  );
}
