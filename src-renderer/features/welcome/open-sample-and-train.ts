import { request } from '../../lib/bridge';
import { goTo, PATHS } from '../../lib/navigation';
import { openSampleWorkspace } from '../../lib/workspace-actions';

/**
 * Opens the sample workspace, starts one run of its first experiment with the first seed of the file, and shows it.
 *
 * @throws RemoteError when the workspace cannot be written or the run cannot start
 */
export async function openSampleAndTrain(): Promise<void> {
  await openSampleWorkspace();
  const { files } = await request('configs:list', {});
  const experiment = files.find(({ kind }) => kind === 'experiment');
  if (experiment === undefined) {
    goTo(PATHS.experiments);
    return;
  }
  const { text } = await request('configs:read', { path: experiment.path });
  const { resolved } = await request('configs:check', { path: experiment.path, text });
  const firstSeed = resolved?.seeds[0];
  const { runIds } = await request('runs:start', {
    configPath: experiment.path,
    seeds: firstSeed === undefined ? null : [firstSeed],
  });
  goTo(runIds[0] === undefined ? PATHS.runs : PATHS.run(runIds[0]));
}
