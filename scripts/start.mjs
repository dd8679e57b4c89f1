// npm start: sets up what is missing, builds what is stale, and opens the app on the sample workspace.
// Without a display: trains the sample experiment on the command line instead, with live progress.
import { existsSync } from 'node:fs';
import { returnToCallerFolder } from './setup/caller-folder.mjs';
import { hasDisplay } from './setup/display.mjs';
import { launchElectron } from './setup/launch-electron.mjs';
import { prepareCommandLine, prepareWindow } from './setup/prepare.mjs';
import { inProject } from './setup/project-root.mjs';
import { runInForeground } from './setup/run.mjs';
import { SAMPLE_EXPERIMENT, withWorkspace } from './setup/sample-workspace.mjs';
import { say } from './setup/say.mjs';
import { runScript, SetupError } from './setup/setup-error.mjs';

returnToCallerFolder();
const args = process.argv.slice(2);

async function openWindow() {
  return launchElectron(await prepareWindow(), withWorkspace(args));
}

async function runSample() {
  say('no display was found, so the sample experiment is trained here, on the command line.');
  await prepareCommandLine();
  const experiment = inProject(SAMPLE_EXPERIMENT);
  if (!existsSync(experiment)) {
    throw new SetupError(`The sample experiment ${SAMPLE_EXPERIMENT} is not there.`, 'Restore it from the repository.');
  }
  const command = [process.execPath, inProject('out/main/cli.js'), 'run', experiment, ...withWorkspace(args)];
  const exitCode = await runInForeground(command, { cwd: process.cwd() });
  say('to open the window: npm start on a machine with a display, or xvfb-run -a npm start.');
  return exitCode;
}

await runScript(hasDisplay() ? openWindow : runSample);
