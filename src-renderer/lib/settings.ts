import { settingsSchema, type Settings, type Workspace } from '#contract/settings';
import { request } from './bridge';
import { keepSettings, useRequest } from './query';

const DEFAULTS: Settings = settingsSchema.parse({});

/** The settings of this machine; defaults until main has answered. */
export function useSettings(): Settings {
  return useRequest('app:info', {}).data?.settings ?? DEFAULTS;
}

/** The open workspace, null when there is none, undefined until main has answered. */
export function useWorkspace(): Workspace | null | undefined {
  return useRequest('app:info', {}).data?.workspace;
}

/**
 * Changes settings; every screen follows at once.
 *
 * @throws RemoteError when they cannot be saved
 */
export async function updateSettings(change: Partial<Settings>): Promise<void> {
  keepSettings(await request('settings:update', change));
}

/** Whether a workspace is open. */
export function useHasWorkspace(): boolean {
  const workspace = useWorkspace();
  return workspace !== null && workspace !== undefined;
}
