import { useEffect, useState } from 'react';
import { findEntries } from '../../lib/palette';
import { goTo, PATHS } from '../../lib/navigation';
import { useHasWorkspace } from '../../lib/settings';
import { SideList } from '../../lib/slots';
import { Button } from '../../ui/button';
import { ListItem } from '../../ui/list-item';
import { Pane, PaneBody, PaneHeader, SideHead } from '../../ui/pane';
import { TextField } from '../../ui/text-field';
import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { DataSection } from './data-section';
import { EngineSection } from './engine-section';
import { RunsSection } from './runs-section';
import { undoSetting, useSettingsHistory } from './settings-history';
import { SETTINGS_SECTIONS } from './settings-sections';
import { ShortcutsSection } from './shortcuts-section';
import './settings.css';

/** Settings of this machine, checks of the engines, data sources, shortcuts, versions. */
export function SettingsScreen({ section }: { readonly section: string | null }) {
  const hasWorkspace = useHasWorkspace();
  const canUndo = useSettingsHistory(({ replaced }) => replaced.length > 0);
  useEffect(() => {
    if (section !== null) document.getElementById(`settings-${section}`)?.scrollIntoView({ block: 'start' });
  }, [section]);
  return (
    <Pane label="Settings">
      <PaneHeader title="Settings" detail="every change applies at once and can be undone">
        <Button icon="undo" disabled={!canUndo} onClick={undoSetting}>
          Undo last change
        </Button>
      </PaneHeader>
      <PaneBody className="settings-columns">
        <div>
          <EngineSection />
          {hasWorkspace && <DataSection />}
        </div>
        <div>
          <AppearanceSection />
          <RunsSection />
          <ShortcutsSection />
          <AboutSection />
        </div>
      </PaneBody>
      <SideList>
        <SectionList open={section} />
      </SideList>
    </Pane>
  );
}

function SectionList({ open }: { readonly open: string | null }) {
  const [text, setText] = useState('');
  const hasWorkspace = useHasWorkspace();
  const sections = SETTINGS_SECTIONS.filter(({ id }) => hasWorkspace || id !== 'data').map((entry) => ({
    ...entry,
    label: entry.title,
    keywords: entry.contains,
  }));
  const found = findEntries(sections, text);
  return (
    <>
      <SideHead title="Settings" />
      <TextField
        className="settings-search"
        label="Find a setting"
        hideLabel
        placeholder="Find a setting"
        icon="search"
        value={text}
        onValueChange={setText}
      />
      {found.map(({ id, title, icon }) => (
        <ListItem key={id} icon={icon} selected={open === id} onSelect={() => goTo(PATHS.settingsSection(id))}>
          {title}
        </ListItem>
      ))}
      {found.length === 0 && <p className="settings-note text-3 text-xs">No setting is called “{text}”.</p>}
      <span className="grow" />
      <p className="settings-note text-3 text-xs">
        A run record keeps executor, version and threads. Changing a setting never touches a finished run.
      </p>
    </>
  );
}
