// Bundles quick.ts as the production build bundles the worker (tfjs from its ES modules), and runs it in a fresh process.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = `${root}/.cache/bench`;
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: [{ find: /^#contract\/(.*)$/, replacement: `${root}/src-preload/contract/$1.ts` }] },
  ssr: { noExternal: [/@tensorflow/, 'protobufjs', 'zod'] },
  build: { ssr: `${root}/test/bench/quick.ts`, outDir, emptyOutDir: false, target: 'node20', minify: false },
});
const { status } = spawnSync(process.execPath, [`${outDir}/quick.js`, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
