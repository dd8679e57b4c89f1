// Bundles a benchmark of this folder as the production build bundles main, and runs it in a fresh process: node test/bench/run.mjs ingest
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const [name, ...args] = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = `${root}/.cache/bench`;
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: [{ find: /^#contract\/(.*)$/, replacement: `${root}/src-preload/contract/$1.ts` }] },
  ssr: {
    noExternal: ['zod', 'yaml', 'protobufjs', /@tensorflow\/tfjs-(core|backend)/],
    external: ['better-sqlite3', 'onnxruntime-node', 'koffi'],
  },
  build: { ssr: `${root}/test/bench/${name}.ts`, outDir, emptyOutDir: false, target: 'node20', minify: false },
});
const { status } = spawnSync(process.execPath, [`${outDir}/${name}.js`, ...args], { stdio: 'inherit' });
process.exitCode = status ?? 1;
