import { createWorkbench } from '../../src-main/services/create-workbench';

/*
 * A main process for tests that kill it: opens a workspace, resumes what was interrupted, keeps one run training, and says on
 * stdout when training is under way. Arguments: workspace, user folder, resources, worker script, `train` or `finish`.
 */
const [workspace = '', userFolder = '', resourcesRoot = '', script = '', mode = 'train'] = process.argv.slice(2);
const workbench = createWorkbench({
  appVersion: '0.1.0',
  userFolder,
  resourcesRoot,
  worker: { script },
  continuesQueue: true,
  environment: {},
});
const { runs } = await workbench.openWorkspace(workspace);

const find = (query: string): readonly string[] =>
  runs.list({ query, includeTrash: false }).rows.map(({ runId }) => runId);
for (const runId of find('status = interrupted')) await runs.resume(runId);
const active = find('status in (queued, running, paused)');
if (mode === 'train') {
  let isReady = false;
  workbench.topics.subscribe('run:events', () => {
    if (!isReady) process.stdout.write('training\n');
    isReady = true;
  });
  const runIds = active.length > 0 ? active : (await runs.start({ configPath: 'deep-set-ranker', seeds: [1] })).runIds;
  await runs.settled(runIds);
  process.stdout.write('settled\n');
} else {
  await runs.settled(active);
}
await workbench.close();
