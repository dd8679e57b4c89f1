// npm run dist [-- --linux deb AppImage | --mac | --win ...]: builds the package for this machine into dist/ (default: --dir).
// --test-build leaves the inspector usable, which window tests of the packaged app need; never release such a build.
import { readFileSync } from 'node:fs';
import { buildIfStale } from './setup/build.mjs';
import { findElectron } from './setup/electron-binary.mjs';
import { localTool } from './setup/local-tool.mjs';
import { prepareTools } from './setup/prepare.mjs';
import { inProject } from './setup/project-root.mjs';
import { runInForeground } from './setup/run.mjs';
import { say } from './setup/say.mjs';
import { runScript } from './setup/setup-error.mjs';
import { ensureSqlite, removeCompatibleSqlite } from './setup/sqlite-compat.mjs';

const { version: releaseVersion } = JSON.parse(readFileSync(inProject('node_modules/electron/package.json'), 'utf8'));

/** Packs whichever Electron was found; the stand-in serves for trying the package out. */
async function electronOptions() {
  const electron = await findElectron({ again: true });
  if (electron.version === releaseVersion) {
    removeCompatibleSqlite(); // The release loads the prebuild; what was compiled here fits this machine only.
    return [];
  }
  say(`packing Electron ${electron.version} instead of ${releaseVersion}: to try out, not to release.`);
  await ensureSqlite(electron);
  return [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`];
}

await runScript(async () => {
  await prepareTools();
  await buildIfStale();
  const args = process.argv.slice(2).filter((word) => word !== '--test-build');
  const isTestBuild = args.length < process.argv.length - 2;
  const command = [...localTool('electron-builder'), '--config', 'electron-builder.yml', '--publish', 'never'];
  const inspect = isTestBuild ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : [];
  try {
    return await runInForeground([
      ...command,
      ...(args.length ? args : ['--dir']),
      ...inspect,
      ...(await electronOptions()),
    ]);
  } finally {
    await ensureSqlite(); // Back in place for the command line, if this Node needs it.
  }
});
