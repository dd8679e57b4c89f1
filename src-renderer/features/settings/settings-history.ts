import { create } from 'zustand';
import type { Settings } from '#contract/settings';
import { notifyError } from '../../lib/notices';
import { updateSettings } from '../../lib/settings';

/** What each change replaced, newest last; gone when the window closes. */
export const useSettingsHistory = create<{ readonly replaced: readonly Partial<Settings>[] }>(() => ({ replaced: [] }));

/**
 * Changes one setting at once and keeps what it replaced.
 *
 * @param settings the settings before the change
 */
export function changeSetting<K extends keyof Settings>(settings: Settings, key: K, value: Settings[K]): void {
  const before: Partial<Settings> = { [key]: settings[key] };
  updateSettings({ [key]: value })
    .then(() => useSettingsHistory.setState(({ replaced }) => ({ replaced: [...replaced, before] })))
    .catch(notifyError);
}

/** Takes the last change back. */
export function undoSetting(): void {
  const before = useSettingsHistory.getState().replaced.at(-1);
  if (before === undefined) return;
  updateSettings(before)
    .then(() => useSettingsHistory.setState(({ replaced }) => ({ replaced: replaced.slice(0, -1) })))
    .catch(notifyError);
}
