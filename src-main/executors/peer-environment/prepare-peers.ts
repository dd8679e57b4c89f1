import { PeerInstallFailedError, PeerPythonMissingError } from '#contract/errors/bench-errors';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, type RunCommand } from './run-command';

/** Libraries that benchmarks are held against, each set in an environment of its own. Never part of Assay. */
export const PEER_SETS = {
  steps: {
    folder: 'bench-peers',
    packages: ['torch', 'numpy', 'jax'],
    // PyTorch for Linux comes with NVIDIA's libraries and does not start without them, although only the CPU is used here.
    announcement:
      'Installing PyTorch and JAX with pip, once: on Linux up to 3.2 GB to fetch and 6 GB on disk, elsewhere far less',
  },
  tabular: {
    folder: 'bench-peers-tabular',
    // The build without GPU libraries; for macOS there is only the usual one, which has none either.
    packages: ['numpy', 'scikit-learn', process.platform === 'darwin' ? 'xgboost' : 'xgboost-cpu'],
    announcement: 'Installing XGBoost and scikit-learn with pip, once: about 75 MB to fetch and 270 MB on disk',
  },
  sweep: {
    folder: 'bench-peers-sweep',
    packages: ['optuna'],
    announcement: 'Installing Optuna with pip, once: about 30 MB to fetch and 120 MB on disk',
  },
} as const satisfies Record<string, PeerSet>;
export type PeerSetId = keyof typeof PEER_SETS;

interface PeerSet {
  /** In the cache. */
  readonly folder: string;
  readonly packages: readonly string[];
  readonly announcement: string;
}

/** How peers are prepared. */
export interface PeerOptions {
  readonly set: PeerSetId;
  /** Folder for things that can be fetched again; the environment is a folder in it. */
  readonly cache: string;
  /** Receives sentences about what happens, for the person who waits. */
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
  readonly run?: RunCommand;
}

const OLDEST_PYTHON = 10;
const LONGEST_REASON = 600;
const isWindows = process.platform === 'win32';
const PYTHONS = isWindows ? ['python', 'py'] : ['python3', 'python'];

/** @returns the end of what a command said, for a message */
const reason = (output: string): string => output.trim().slice(-LONGEST_REASON);

async function findPython(run: RunCommand): Promise<string> {
  let found = 'there is none on this machine.';
  for (const command of PYTHONS) {
    const { code, output } = await run(command, ['--version']);
    const minor = /Python 3\.(\d+)/.exec(output)?.[1];
    if (code === 0 && Number(minor) >= OLDEST_PYTHON) return command;
    if (code === 0) found = `${output.trim()} is too old.`;
  }
  throw new PeerPythonMissingError(found);
}

/** Written last: an environment without it was interrupted and is made anew. */
const markerOf = (folder: string): string => path.join(folder, 'ready');

/** @returns the Python of an environment */
const pythonIn = (folder: string): string =>
  isWindows ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');

/**
 * Makes a Python environment with the peers in the cache, with the person's own Python and pip and their settings, or
 * takes the one that is there. Deleting the folder undoes everything.
 * @returns its Python
 * @throws PeerPythonMissingError, PeerInstallFailedError
 */
export async function preparePeers({ set, cache, onProgress, signal, run = runCommand }: PeerOptions): Promise<string> {
  const peers = PEER_SETS[set];
  const folder = path.join(cache, peers.folder);
  if (existsSync(markerOf(folder))) return pythonIn(folder);
  const python = await findPython(run);
  await rm(folder, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  try {
    await install(python, folder, peers, { onProgress, signal, run });
    await writeFile(markerOf(folder), `${peers.packages.join('\n')}\n`);
    return pythonIn(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function install(
  python: string,
  folder: string,
  { packages, announcement }: PeerSet,
  {
    onProgress,
    signal,
    run,
  }: { onProgress: PeerOptions['onProgress']; signal: AbortSignal | undefined; run: RunCommand },
): Promise<void> {
  onProgress(`Making a throw-away Python environment in ${folder}`);
  const made = await run(python, ['-m', 'venv', folder], signal);
  if (made.code !== 0) throw new PeerPythonMissingError(reason(made.output));
  onProgress(announcement);
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', ...packages];
  const installed = await run(pythonIn(folder), args, signal);
  if (installed.code !== 0) throw new PeerInstallFailedError(packages, reason(installed.output));
}
