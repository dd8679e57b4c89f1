import { request } from './bridge';
import { goTo, PATHS } from './navigation';
import { notifyError } from './notices';
import { keepWorkspace } from './query';

/** Asks for a folder and opens it as the workspace; closing the dialog changes nothing. */
export async function openWorkspaceByDialog(): Promise<void> {
  try {
    const { path } = await request('app:choose-folder', { title: 'Open workspace', startAt: null });
    if (path !== null) await openWorkspace(path);
  } catch (error) {
    notifyError(error);
  }
}

/**
 * Opens a workspace and shows its experiments.
 *
 * @throws RemoteError when the folder cannot be opened
 */
export async function openWorkspace(path: string): Promise<void> {
  keepWorkspace(await request('workspace:open', { path }));
  goTo(PATHS.experiments);
}

/**
 * Opens the sample workspace of this user; main makes it when it is not there yet.
 *
 * @throws RemoteError when its folder cannot be written
 */
export async function openSampleWorkspace(): Promise<void> {
  keepWorkspace(await request('workspace:open-sample', {}));
}
