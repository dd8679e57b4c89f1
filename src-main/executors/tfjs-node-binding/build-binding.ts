import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TfjsNodeBuildFailedError } from '#contract/errors/tensorflow-errors';
import { runCommand, type RunCommand } from '../run-command';
import { addTensorFlowLibrary, type AddedLibrary, type AddOptions } from '../tensorflow-library/add-library';
import { cacheFolder } from '../tensorflow-library/cache-folder';
import { libraryFilesIn } from '../tensorflow-library/library-names';
import { BINDING_NAME, builtBinding, findTfjsNodeBinding, tfjsNodePackage } from './find-binding';

/** The native part of tfjs-node, and whether it was there before. */
export interface AddedBinding {
  readonly file: string;
  readonly version: string;
  readonly isNew: boolean;
}

const NODE_API_VERSION = 8;
const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];
const LONGEST_REASON = 600;

/**
 * Makes the native part of tfjs-node available: takes what is there, else compiles the package's own sources against the
 * TensorFlow library, which is added first where it is missing. Needs a C++ compiler; the file appears only when it is complete.
 *
 * @throws TfjsNodeBuildFailedError without the package or a compiler, or with what the compiler said; and what adding the library throws
 */
export async function addTfjsNodeBinding(options: AddOptions, run: RunCommand = runCommand): Promise<AddedBinding> {
  const { again = false, onProgress = () => {} } = options;
  const installed = tfjsNodePackage();
  if (!installed) throw new TfjsNodeBuildFailedError('the package is not installed', 'Run `npm ci`.');
  const { version } = installed;
  const known = again ? undefined : findTfjsNodeBinding();
  if (known !== undefined) return { file: known, version, isNew: false };
  const library = await libraryWithHeaders(options);
  const file = builtBinding(cacheFolder(), installed, library.folder);
  onProgress(`Compiling tfjs-node ${version} for TensorFlow ${library.version}.`);
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = await mkdtemp(path.join(path.dirname(file), 'compiling-'));
  try {
    const target = path.join(unfinished, BINDING_NAME);
    await compile(compilerArguments(installed.folder, library, target), run);
    await rename(target, file);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { file, version, isNew: true };
}

/** Headers lie in the folder of an unpacked wheel, and beside the folder in archives for C programs and in tfjs-node's own. */
const headerFolder = (library: string): string | undefined =>
  [path.join(library, 'include'), path.join(library, '..', 'include')].find((folder) =>
    existsSync(path.join(folder, 'tensorflow/c/eager/c_api.h')),
  );

/** A library that was unpacked before its headers were kept is fetched once more. */
async function libraryWithHeaders(options: AddOptions): Promise<AddedLibrary> {
  const library = await addTensorFlowLibrary({ ...options, again: false });
  if (headerFolder(library.folder) !== undefined) return library;
  if (library.source !== 'wheel')
    throw new TfjsNodeBuildFailedError(
      `${library.folder} has no headers beside it`,
      'Name a library with its `include` folder in ASSAY_TENSORFLOW, or unset it and run this again.',
    );
  return addTensorFlowLibrary({ ...options, again: true });
}

/** A compiler cannot read archives: the released program keeps these files beside its own. */
const onDisk = (file: string): string => file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');

function compilerArguments(packageFolder: string, library: AddedLibrary, target: string): readonly string[] {
  const nodeHeaders = path.dirname(createRequire(import.meta.url).resolve('node-api-headers/include/node_api.h'));
  const [sources, headers] = [packageFolder, nodeHeaders].map(onDisk) as [string, string];
  return [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    // Node's own functions are found when Node loads the file.
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
    `-DNAPI_VERSION=${NODE_API_VERSION}`,
    ...[sources, headers, headerFolder(library.folder) ?? ''].map((folder) => `-I${folder}`),
    ...SOURCES.map((source) => path.join(sources, 'binding', source)),
    ...libraryFilesIn(library.folder),
    `-Wl,-rpath,${library.folder}`,
    '-o',
    target,
  ];
}

async function compile(args: readonly string[], run: RunCommand): Promise<void> {
  const compilers = process.env['CXX'] ? [process.env['CXX']] : ['c++', 'g++', 'clang++'];
  for (const compiler of compilers) {
    const { code, output } = await run(compiler, args);
    if (code === 0) return;
    if (code !== null)
      throw new TfjsNodeBuildFailedError(`${compiler} said: ${output.trim().slice(0, LONGEST_REASON)}`);
  }
  throw new TfjsNodeBuildFailedError(
    `there is no C++ compiler (${compilers.join(', ')})`,
    'Install one (on Debian: `apt-get install g++`) or name yours in CXX.',
  );
}
