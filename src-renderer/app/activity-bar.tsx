import { Link } from 'wouter';
import { useHasWorkspace } from '../lib/settings';
import { Icon } from '../ui/icon';
import { isWithin, SCREENS, SETTINGS_SCREEN, WELCOME_SCREEN, type ScreenEntry } from './screens';

/** Icon and word for every screen that exists; the one that is open is marked. */
export function ActivityBar({ location }: { readonly location: string }) {
  const hasWorkspace = useHasWorkspace();
  const entries = hasWorkspace ? SCREENS : [WELCOME_SCREEN];
  return (
    <nav className="activity-bar" aria-label="Screens" data-pane="screens">
      {entries.map((entry) => (
        <ActivityLink key={entry.path} entry={entry} isOpen={isWithin(location, entry)} />
      ))}
      <span className="grow" />
      <ActivityLink entry={SETTINGS_SCREEN} isOpen={isWithin(location, SETTINGS_SCREEN)} />
    </nav>
  );
}

function ActivityLink({ entry, isOpen }: { readonly entry: ScreenEntry; readonly isOpen: boolean }) {
  return (
    <Link href={entry.path} className="activity-link" draggable={false} {...(isOpen ? { 'aria-current': 'page' } : {})}>
      <Icon name={entry.icon} size={18} />
      <span>{entry.label}</span>
    </Link>
  );
}
