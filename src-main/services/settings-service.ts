import { settingsSchema, type Settings } from '#contract/settings';
import type { AppState } from './app-state';
import type { SettingsService, Topics } from './workbench';

/** Settings of the application on this machine. */
export function createSettingsService(state: AppState, topics: Topics): SettingsService {
  return {
    warning: state.warning,
    current: () => state.settings,
    update(change: Partial<Settings>): Settings {
      const settings = settingsSchema.parse({ ...state.settings, ...change });
      state.saveSettings(settings);
      topics.publish('settings:changed', settings);
      return settings;
    },
  };
}
