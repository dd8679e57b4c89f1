import { useId, type ReactNode } from 'react';
import type { SettingsSection } from './settings-sections';

export interface SettingsPartProps {
  readonly id: SettingsSection['id'];
  readonly title: string;
  readonly detail?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the settings that the side list can scroll to. */
export function SettingsPart({ id, title, detail, actions, children }: SettingsPartProps) {
  const titleId = useId();
  return (
    <section id={`settings-${id}`} className="settings-part" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId} className="strong">
          {title}
        </h2>
        <span className="text-3 text-xs ellipsis">{detail}</span>
        <span className="grow" />
        {actions}
      </header>
      {children}
    </section>
  );
}

/** A label at the left, its control at the right. */
export function SettingsRow({
  label,
  detail,
  children,
}: {
  readonly label: string;
  readonly detail?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="settings-row">
      <span>
        {label}
        {detail !== undefined && <span className="text-3 text-xs"> {detail}</span>}
      </span>
      {children}
    </div>
  );
}
