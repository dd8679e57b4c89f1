import { nodeFileStore } from '../../src-main/engine/checkpoints/file-store';
import { connectParent } from '../../src-main/worker/parent-link';
import { startWorker } from '../../src-main/worker/start-worker';
import { tinyFamily } from './tiny-family';

/** Milliseconds a step takes at least, so that a test can interrupt it; from the environment of the test. */
const stepMs = Number(process.env['TINY_STEP_MS'] ?? 0);
const epochs = Number(process.env['TINY_EPOCHS'] ?? 4);

/** Keeps the thread busy, as a training step does. */
function burn(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** The real worker with the tiny family in place of the real ones: a run takes milliseconds and needs no data. */
void startWorker(
  {
    parent: connectParent(),
    files: nodeFileStore,
    loadFamily: async () =>
      tinyFamily({
        options: { epochs },
        onBatch: (batch) => {
          burn(stepMs);
          return batch;
        },
      }),
  },
  process.argv.slice(2),
);
