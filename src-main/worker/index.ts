import { nodeFileStore } from '../engine/checkpoints/file-store';
import { connectParent } from './parent-link';
import { startWorker } from './start-worker';

/** The worker process: the engine, one run or one job. Started by `child_process.fork` or as an Electron utility process. */
void startWorker(
  {
    parent: connectParent(),
    files: nodeFileStore,
    loadFamily: async (id) => (await import('../engine/families/registry')).FAMILIES[id](),
  },
  process.argv.slice(2),
);
