// Makes the TensorFlow library available to the tests of the TensorFlow executor: `node scripts/setup/tensorflow-library.mjs`.
// The fetching itself is the program's own (src-main/executors/tensorflow-library), bundled here for plain Node.
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { doOnce } from './lock.mjs';
import { inProject, projectRoot } from './project-root.mjs';
import { say } from './say.mjs';
import { ensureCompiler } from './system-libraries.mjs';
import { runScript, SetupError } from './setup-error.mjs';

const ENTRIES = {
  'add-library': 'src-main/executors/tensorflow-library/add-library.ts',
  'find-library': 'src-main/executors/tensorflow-library/find-library.ts',
  'find-binding': 'src-main/executors/tfjs-node-binding/find-binding.ts',
  'build-binding': 'src-main/executors/tfjs-node-binding/build-binding.ts',
  'probe-process': 'src-main/engine/backend/tensorflow/probe/probe-process.ts',
};
const outDir = inProject('.cache/tensorflow-setup');

const bundle = () =>
  build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^#contract\/(.*)$/, replacement: inProject('src-preload/contract/$1.ts') }] },
    ssr: { noExternal: [/@tensorflow/, 'protobufjs', 'zod'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, inProject(file)])),
      },
    },
  });

const load = (name) => import(pathToFileURL(`${outDir}/${name}.js`).href);

async function fetchLibrary() {
  const { addTensorFlowLibrary } = await load('add-library');
  const start = Date.now();
  const { version, folder } = await addTensorFlowLibrary({
    probe: { script: `${outDir}/probe-process.js` },
    onProgress: say,
  });
  say(`TensorFlow ${version} is ready in ${folder} (${Math.round((Date.now() - start) / 1000)} s)`);
}

async function buildBinding() {
  const { addTfjsNodeBinding } = await load('build-binding');
  const { file } = await addTfjsNodeBinding({ probe: { script: `${outDir}/probe-process.js` }, onProgress: say });
  say(`the native part of tfjs-node is ready: ${file}`);
}

/**
 * Fetches the library and compiles the native part of tfjs-node, each unless it is there.
 *
 * @throws SetupError when one cannot be had: without pip, a network or a compiler, on a system without wheels
 */
export async function prepareTensorFlowLibrary() {
  await bundle();
  const { findTensorFlowLibrary } = await load('find-library');
  try {
    await doOnce(() => findTensorFlowLibrary() !== undefined, fetchLibrary);
    const { findTfjsNodeBinding } = await load('find-binding');
    const hasBinding = () => findTfjsNodeBinding() !== undefined;
    if (!hasBinding()) await ensureCompiler();
    await doOnce(hasBinding, buildBinding);
  } catch (error) {
    throw new SetupError(error.message, error.nextStep ?? 'Set ASSAY_TENSORFLOW to a folder that holds the library.');
  }
}

if (process.argv[1] === import.meta.filename) await runScript(prepareTensorFlowLibrary);
