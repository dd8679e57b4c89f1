// npm run dev: opens the app and keeps it up to date with the source (electron-vite); arguments go to electron-vite.
import { forgetBuild } from './setup/build.mjs';
import { electronEnvironment } from './setup/electron-binary.mjs';
import { electronFlags } from './setup/electron-flags.mjs';
import { hasDisplay } from './setup/display.mjs';
import { localTool } from './setup/local-tool.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { runInForeground } from './setup/run.mjs';
import { runScript, SetupError } from './setup/setup-error.mjs';

await runScript(async () => {
  if (!hasDisplay()) throw new SetupError('There is no display to open a window on.', 'Try: xvfb-run -a npm run dev');
  const electron = await prepareElectron();
  forgetBuild(); // electron-vite puts a development build into out/.
  const noSandbox = electronFlags(electron).includes('--no-sandbox') ? ['--noSandbox'] : [];
  const command = [...localTool('electron-vite'), 'dev', '--watch', ...noSandbox, ...process.argv.slice(2)];
  return runInForeground(command, { env: electronEnvironment(electron) });
});
