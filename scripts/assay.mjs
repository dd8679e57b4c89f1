#!/usr/bin/env node
// The `assay` command: sets up what is missing (on stderr), then runs the command line in this very process, so that standard
// streams, signals and the exit code are its own.
import { pathToFileURL } from 'node:url';
import { returnToCallerFolder } from './setup/caller-folder.mjs';
import { hasDisplay } from './setup/display.mjs';
import { launchElectron } from './setup/launch-electron.mjs';
import { prepareCommandLine, prepareWindow } from './setup/prepare.mjs';
import { inProject } from './setup/project-root.mjs';
import { explain, runScript, SetupError } from './setup/setup-error.mjs';

/** `assay open [WORKSPACE]`: the one command that the command line cannot serve, because it needs Electron. */
async function openWindow([workspace, ...rest]) {
  if (!hasDisplay()) {
    throw new SetupError(
      'There is no display to open a window on.',
      'Use the command line (assay --help), or a virtual display: xvfb-run -a npm run assay -- open',
    );
  }
  const electron = await prepareWindow();
  const isFlag = workspace === undefined || workspace.startsWith('-');
  return launchElectron(electron, isFlag ? process.argv.slice(3) : ['--workspace', workspace, ...rest]);
}

async function runCommandLine() {
  const cli = inProject('out/main/cli.js');
  try {
    await prepareCommandLine();
  } catch (error) {
    process.exit(explain(error));
  }
  process.argv[1] = cli;
  await import(pathToFileURL(cli).href);
}

returnToCallerFolder();
const [command, ...args] = process.argv.slice(2);
const asksForHelp = args.includes('--help') || args.includes('-h');
if (command === 'open' && !asksForHelp) await runScript(() => openWindow(args));
else await runCommandLine();
