import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}/.cache/test-workspace-main`;

/** Bundles a script of test/support as the production build bundles main. @returns path of a script that plain Node runs */
export async function buildMainScript(name: 'workspace-main-process' | 'sweep-loop-process'): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^#contract\/(.*)$/, replacement: `${ROOT}/src-preload/contract/$1.ts` }] },
    ssr: { noExternal: ['zod', 'yaml'], external: ['better-sqlite3'] },
    build: {
      ssr: `${ROOT}/test/support/${name}.ts`,
      outDir: FOLDER,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  return `${FOLDER}/${name}.mjs`;
}
