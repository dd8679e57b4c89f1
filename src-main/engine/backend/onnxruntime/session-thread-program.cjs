/*
 * Program of a thread that holds one session; started from its text by session-thread.ts, so nothing of the bundle is there.
 * Tensors come and go in shared memory, which ONNX Runtime itself does not take: they are copied on both sides.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { InferenceSession, Tensor } = require(workerData.packageFile);

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

function own({ dtype, shape, memory }) {
  const shared = new ARRAYS[dtype](memory);
  return { shared, tensor: new Tensor(dtype, new ARRAYS[dtype](shared.length), shape) };
}

const ownAll = (specs) => Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, own(spec)]));
const tensorsOf = (owned) => Object.fromEntries(Object.entries(owned).map(([name, { tensor }]) => [name, tensor]));

let session;
let feeds = {};
let fetches = {};

const ANSWERS = {
  async load({ model, options }) {
    session = await InferenceSession.create(model, options);
  },
  async run({ bind }) {
    if (bind) [feeds, fetches] = [ownAll(bind.feeds), ownAll(bind.fetches)];
    for (const { shared, tensor } of Object.values(feeds)) tensor.data.set(shared);
    await session.run(tensorsOf(feeds), tensorsOf(fetches));
    for (const { shared, tensor } of Object.values(fetches)) shared.set(tensor.data);
  },
  async close() {
    await session?.release();
  },
};

parentPort.on('message', async (message) => {
  try {
    await ANSWERS[message.kind](message);
    parentPort.postMessage({ failure: null });
  } catch (error) {
    parentPort.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
