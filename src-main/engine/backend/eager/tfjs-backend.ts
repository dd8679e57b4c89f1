import * as tf from '@tensorflow/tfjs-core';
import { tfjsNodeBinding } from './tfjs-node-availability';

/** tfjs backends that eager execution can use. `tensorflow` is tfjs-node's. */
export type TfjsBackend = 'cpu' | 'wasm' | 'tensorflow';

/** Loads and initialises one backend; each is loaded only when it is asked for. */
const LOADERS = {
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  wasm: async () => {
    const { default: binary } =
      await import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&inline');
    const { setWasmPaths, setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    // The SIMD file stands in for all three: every supported Node has SIMD, and tfjs has no threads under Node.
    const files = [
      'tfjs-backend-wasm.wasm',
      'tfjs-backend-wasm-simd.wasm',
      'tfjs-backend-wasm-threaded-simd.wasm',
    ] as const;
    setWasmPaths(Object.fromEntries(files.map((name) => [name, binary])), true);
    setThreadsCount(1);
    (await import('./wasm-unsorted-segment-sum')).registerUnsortedSegmentSum();
  },
  tensorflow: async (threads) => {
    (await import('./tfjs-node-backend')).registerTfjsNode(tfjsNodeBinding() ?? '', threads);
  },
} satisfies Record<TfjsBackend, (threads: number) => Promise<void>>;

const loading = new Map<TfjsBackend, Promise<void>>();

async function load(backend: TfjsBackend, threads: number): Promise<void> {
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  // Production mode: no advertisement on stderr at the first operation, no checks of every result.
  tf.env().set('PROD', true);
  await LOADERS[backend](threads);
  if (await tf.setBackend(backend)) return;
  // Otherwise tfjs would go on waiting for it, and every other backend would suffer.
  tf.removeBackend(backend);
  throw new Error(`The tfjs backend ${backend} could not be initialised.`);
}

/**
 * Makes a backend ready for {@link activateBackend}; later calls return at once.
 *
 * @param threads read by `tensorflow` when it is loaded first
 */
export function loadBackend(backend: TfjsBackend, threads = 1): Promise<void> {
  const known = loading.get(backend) ?? load(backend, threads);
  loading.set(backend, known);
  return known;
}

/**
 * Makes a loaded backend the current one of tfjs's only engine, synchronously: code up to the next `await` runs on it,
 * whatever other executors do in between.
 */
export function activateBackend(backend: TfjsBackend): void {
  // Setting it again would bind all kernels again: about 0.1 ms for wasm.
  if (tf.getBackend() === backend) return;
  // Resolved before it returns: the backend is initialised.
  void tf.setBackend(backend);
}
