import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Packages with native parts stay outside the bundle; everything else is bundled, which keeps the start of a worker short. */
const NATIVE_PACKAGES = [
  'electron',
  'better-sqlite3',
  'onnxruntime-node',
  'koffi',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
];

// Explicit targets: electron-vite would derive them from the `electron` package (45), but the code must also run in the
// registry fallback (Electron 33.2.1 = Node 20.18, Chromium 130).
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src-main/index.ts',
          cli: 'src-main/cli.ts',
          worker: 'src-main/worker/index.ts',
          'tensorflow-probe': 'src-main/engine/backend/tensorflow/probe/probe-process.ts',
        },
        external: NATIVE_PACKAGES,
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS and self-contained.
      rolldownOptions: {
        input: { index: 'src-preload/index.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      minify: true,
      // Absolute: the dev server looks below `root` for it, the build below the project.
      rolldownOptions: { input: path.join(import.meta.dirname, 'src-renderer/index.html') },
    },
  },
});
