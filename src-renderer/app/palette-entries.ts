import { useMemo } from 'react';
import { COMMANDS } from '#contract/commands';
import type { RunSummary } from '#contract/runs';
import { SETTINGS_SECTIONS } from '../features/settings/settings-sections';
import { activeHandler } from '../lib/command-handlers';
import { useCommandStore } from '../lib/commands';
import { formatAmount } from '../lib/format';
import { goTo, PATHS } from '../lib/navigation';
import { notifyError } from '../lib/notices';
import { findEntries, type Findable, type PaletteMode } from '../lib/palette';
import { useRequest } from '../lib/query';
import { useHasWorkspace } from '../lib/settings';
import { openWorkspace } from '../lib/workspace-actions';
import type { IconName } from '../ui/icon';
import { STATUS_LOOKS } from '../ui/status-badge';

export interface PaletteEntry extends Findable {
  readonly id: string;
  readonly icon: IconName;
  /** In grey after the label: what it acts on. */
  readonly detail: string;
  readonly shortcut?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}

/** Rows that one group shows; typing finds the others. */
const MOST_ROWS = 30;
const MOST_ROWS_UNASKED = 6;

/** Entries for what was typed, by group. */
export function usePaletteGroups(mode: PaletteMode, text: string): readonly PaletteGroup[] {
  const { commands, help } = useCommandEntries();
  const asked = text !== '' || mode !== 'all';
  const runs = useRunEntries(asked);
  const workspaces = useWorkspaceEntries();
  const hasWorkspace = useHasWorkspace();
  if (mode === 'query') return hasWorkspace ? [{ title: 'Query', entries: [queryEntry(text)] }] : [];
  const groups: readonly PaletteGroup[] = [
    ...(mode === 'runs' ? [] : [{ title: 'Commands', entries: commands }]),
    ...(mode === 'commands' ? [] : [{ title: 'Runs', entries: runs }]),
    ...(mode === 'all'
      ? [
          { title: 'Settings', entries: SETTINGS_ENTRIES },
          { title: 'Workspaces', entries: workspaces },
        ]
      : []),
    ...(mode === 'runs' ? [] : [{ title: 'Help', entries: help }]),
  ];
  return groups
    .map(({ title, entries }) => {
      const most = asked || title === 'Commands' ? MOST_ROWS : MOST_ROWS_UNASKED;
      return { title, entries: findEntries(entries, text).slice(0, most) };
    })
    .filter(({ entries }) => entries.length > 0);
}

function useCommandEntries(): { readonly commands: readonly PaletteEntry[]; readonly help: readonly PaletteEntry[] } {
  const handlers = useCommandStore((state) => state.handlers);
  return useMemo(() => {
    const entries = COMMANDS.flatMap(({ id, title, menu, shortcut }) => {
      const handler = activeHandler(handlers, id);
      if (handler === null || id === 'view.palette') return [];
      const icon: IconName = menu === 'help' ? 'info' : menu === 'go' ? 'chevron-right' : 'bolt';
      const entry: PaletteEntry = {
        id,
        label: title,
        icon,
        detail: handler.target ?? '',
        run: handler.run,
        ...(shortcut === undefined ? {} : { shortcut }),
      };
      return [{ menu, entry }];
    });
    return {
      commands: entries.filter(({ menu }) => menu !== 'help').map(({ entry }) => entry),
      help: entries.filter(({ menu }) => menu === 'help').map(({ entry }) => entry),
    };
  }, [handlers]);
}

/** @param isAsked false: only the newest are needed, so that the palette opens at once beside ten thousand runs */
function useRunEntries(isAsked: boolean): readonly PaletteEntry[] {
  const hasWorkspace = useHasWorkspace();
  const rows = useRequest('runs:list', { query: '', includeTrash: false }, { enabled: hasWorkspace }).data?.rows;
  return useMemo(
    () => (isAsked ? (rows ?? []) : (rows ?? []).slice(0, MOST_ROWS_UNASKED)).map(runEntry),
    [rows, isAsked],
  );
}

const runEntry = (row: RunSummary): PaletteEntry => ({
  id: row.runId,
  label: `${row.name}, seed ${row.seed}`,
  keywords: `${row.runId} ${row.family} ${STATUS_LOOKS[row.status].word}`,
  icon: STATUS_LOOKS[row.status].icon,
  detail: `${row.runId} · ${STATUS_LOOKS[row.status].word}`,
  run: () => goTo(PATHS.run(row.runId)),
});

const SETTINGS_ENTRIES: readonly PaletteEntry[] = SETTINGS_SECTIONS.map(({ id, title, contains, icon }) => ({
  id: `settings-${id}`,
  label: `Settings: ${title.toLowerCase()}`,
  keywords: contains,
  icon,
  detail: contains,
  run: () => goTo(PATHS.settingsSection(id)),
}));

function useWorkspaceEntries(): readonly PaletteEntry[] {
  const recents = useRequest('app:info', {}).data?.recents;
  return useMemo(
    () =>
      (recents ?? []).map((workspace) => ({
        id: workspace.path,
        label: `Open ${workspace.name}`,
        keywords: `workspace recent ${workspace.path}`,
        icon: 'folder',
        detail: formatAmount(workspace.runCount, 'run'),
        run: () => void openWorkspace(workspace.path).catch(notifyError),
      })),
    [recents],
  );
}

const queryEntry = (text: string): PaletteEntry => ({
  id: 'query',
  label: text === '' ? 'Type a query, for example family = deep-set-ranker' : `Show runs where ${text}`,
  icon: 'filter',
  detail: '',
  run: () => goTo(PATHS.runsWithQuery(text)),
});
