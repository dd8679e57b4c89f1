/**
 * What Electron starts when it is not packaged: it runs the app named on the command line. Packed as `resources/default_app.asar`.
 *
 * It awaits the app's own top level: Electron must not become "ready" before the app has registered its protocols.
 */
import { app } from 'electron';
import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Reads `electron [-r module]... [options] path`, as Electron's own default app does. */
function readArguments(words) {
  const required = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === '-r' || word === '--require') required.push(path.resolve(words[++at]));
    else if (word === '-v' || word === '--version') return { required, wantsVersion: true };
    else if (!word.startsWith('-')) return { required, appPath: path.resolve(word) };
  }
  return { required };
}

function introduce(appPath) {
  const manifest = path.join(appPath, 'package.json');
  if (!fs.existsSync(manifest)) return;
  const { name, productName, version } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  if (productName || name) app.name = productName || name;
  app.setAppPath(appPath);
}

const { required, appPath, wantsVersion } = readArguments(process.argv.slice(1));
if (wantsVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!appPath) {
  console.error('usage: electron [options] path');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
for (const module of required) createRequire(module)(module);
introduce(appPath);
try {
  await import(pathToFileURL(Module._resolveFilename(appPath, null, true)).href);
} catch (error) {
  console.error(error);
  app.exit(1);
}
