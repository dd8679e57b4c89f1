// npm run build: builds what has changed into out/; with --force, everything.
import { ALL_HALVES, buildIfStale } from './setup/build.mjs';
import { prepareTools } from './setup/prepare.mjs';
import { say } from './setup/say.mjs';
import { runScript } from './setup/setup-error.mjs';

await runScript(async () => {
  await prepareTools();
  await buildIfStale(ALL_HALVES, { always: process.argv.includes('--force') });
  say('out/ is up to date.');
});
