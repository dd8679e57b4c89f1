import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXTERNAL = [/^electron$/, /^better-sqlite3$/, /^onnxruntime-node/, /^koffi$/, /^@tensorflow\/tfjs-node/];
const SOURCES = ['src-main/worker', 'src-main/engine', 'src-main/executors', 'src-preload/contract', 'test/support'];

/** The names of CommonJS that some packages use; electron-vite adds the same to the application's chunks. */
const COMMON_JS_NAMES = [
  "import { fileURLToPath as __urlToPath } from 'node:url';",
  "import { dirname as __folderOf } from 'node:path';",
  'const __filename = __urlToPath(import.meta.url);',
  'const __dirname = __folderOf(__filename);',
].join('\n');

/** Worker entries that tests start: the real one, and one whose only family is the tiny one. */
export type WorkerEntry = 'src-main/worker/index.ts' | 'test/support/tiny-worker.ts';

/** Newest modification below a folder, milliseconds. */
function newestChange(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Math.max(
    0,
    ...entries
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );
}

const isFresh = (file: string): boolean =>
  existsSync(file) &&
  statSync(file).mtimeMs >= Math.max(...SOURCES.map((folder) => newestChange(path.join(ROOT, folder))));

/** Bundles like the application's build does: native packages stay outside, everything else goes in. */
async function bundle(entry: WorkerEntry, outDir: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: path.join(ROOT, entry),
        external: EXTERNAL,
        output: {
          format: 'es',
          entryFileNames: 'worker.mjs',
          chunkFileNames: '[name]-[hash].mjs',
          banner: COMMON_JS_NAMES,
        },
      },
    },
  });
}

/**
 * Builds a worker for tests that start real processes, when its sources have changed since the last build.
 * @returns path of the built module; run it with node
 */
export async function builtWorker(entry: WorkerEntry = 'src-main/worker/index.ts'): Promise<string> {
  const folder = path.join(
    ROOT,
    '.cache',
    'test-worker',
    path.basename(path.dirname(entry)) + '-' + path.basename(entry, '.ts'),
  );
  const file = path.join(folder, 'worker.mjs');
  if (isFresh(file)) return file;
  // Built aside and moved: test files run in parallel and may want it at the same time.
  const aside = `${folder}-${process.pid}`;
  await mkdir(path.dirname(folder), { recursive: true });
  await bundle(entry, aside);
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  return file;
}
