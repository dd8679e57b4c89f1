// Bundles the named targets (main, preload, renderer) as `electron-vite build` does, which can only do all three.
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';
import { projectRoot } from './project-root.mjs';

process.env.NODE_ENV_ELECTRON_VITE = 'production';
try {
  const { config } = await resolveConfig({ root: projectRoot, logLevel: 'warn' }, 'build', 'production');
  for (const target of process.argv.slice(2)) await build(config[target]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
