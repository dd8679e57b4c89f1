/*
 * Program of a thread that holds sessions; started from its text by session-thread.ts, so nothing of the bundle is there.
 * Tensors come and go in shared memory, which ONNX Runtime itself does not take: they are copied on both sides.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { InferenceSession, Tensor } = require(workerData.packageFile);

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** Memory of tensors by its key: sessions that have a tensor in common have its memory in common. */
const places = new Map();
const sessions = new Map();

function bindTensor({ key, dtype, shape, memory }) {
  if (!places.has(key)) {
    const shared = new ARRAYS[dtype](memory);
    places.set(key, { shared, own: new ARRAYS[dtype](shared.length) });
  }
  const { shared, own } = places.get(key);
  return { key, shared, own, tensor: new Tensor(dtype, own, shape) };
}

const bindAll = (specs) => Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, bindTensor(spec)]));
const tensorsOf = (bound) => Object.fromEntries(Object.entries(bound).map(([name, { tensor }]) => [name, tensor]));

const ANSWERS = {
  async load({ session, model, options }) {
    sessions.set(session, { native: await InferenceSession.create(model, options), feeds: {}, fetches: {} });
  },
  async run({ session, bind }) {
    const loaded = sessions.get(session);
    if (bind) [loaded.feeds, loaded.fetches] = [bindAll(bind.feeds), bindAll(bind.fetches)];
    for (const { shared, own } of Object.values(loaded.feeds)) own.set(shared);
    await loaded.native.run(tensorsOf(loaded.feeds), tensorsOf(loaded.fetches));
    for (const { shared, own } of Object.values(loaded.fetches)) shared.set(own);
  },
  async close({ session, forgotten }) {
    await sessions.get(session).native.release();
    sessions.delete(session);
    for (const key of forgotten) places.delete(key);
  },
};

async function answer(message) {
  try {
    await ANSWERS[message.kind](message);
    parentPort.postMessage({ question: message.question, failure: null });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    parentPort.postMessage({ question: message.question, failure });
  }
}

let last = Promise.resolve();
parentPort.on('message', (message) => {
  last = last.then(() => answer(message));
});
