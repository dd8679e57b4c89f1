import { groupKey } from '../configs/group-key';
import type { Store } from '../../store/store';
import type { RunFolders } from './run-folders';

/**
 * Makes rows for run folders that the database does not know: copied from another workspace, trained on another machine, or
 * left by a database that was lost. They count as running without a supervisor, so that adoption reads their events and
 * finds out how they ended.
 * @returns folders that could not be read, with the reason
 */
export function registerRunFolders(
  store: Store,
  folders: RunFolders,
): readonly { readonly runId: string; readonly reason: string }[] {
  const unreadable: { runId: string; reason: string }[] = [];
  for (const runId of folders.list().filter((id) => store.runs.findKey(id) === undefined)) {
    try {
      const config = folders.config(runId);
      const key = store.runs.insert({ config, groupKey: groupKey(config.config), status: 'running', supervisor: null });
      store.runs.update(key, { attemptCount: folders.lastAttempt(runId), startedAt: config.createdAt });
    } catch (error) {
      unreadable.push({ runId, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return unreadable;
}
