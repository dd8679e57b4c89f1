import { PeerInstallFailedError, PeerPythonMissingError } from '#contract/errors/bench-errors';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, type RunCommand } from './run-command';

/** Libraries that benchmarks are held against, each set in an environment of its own. Never part of Assay. */
export const PEER_SETS = {
  steps: {
    folder: 'bench-peers',
    packages: ['torch', 'numpy', 'jax', 'torch_geometric'],
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

/** Names the packages, a line each. Written last: an environment without it was interrupted and is made anew. */
const markerOf = (folder: string): string => path.join(folder, 'ready');

const markerText = (packages: readonly string[]): string => `${packages.join('\n')}\n`;

/** @returns what an environment was made with; null when there is none */
function installedPackages(folder: string): readonly string[] | null {
  const marker = markerOf(folder);
  return existsSync(marker) ? readFileSync(marker, 'utf8').trim().split('\n') : null;
}

/** @returns the Python of an environment */
const pythonIn = (folder: string): string =>
  isWindows ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');

/**
 * Makes a Python environment with the peers in the cache, with the person's own Python and pip and their settings, or
 * takes the one that is there; one of an earlier version that lacks packages gets them. Deleting the folder undoes everything.
 * @returns its Python
 * @throws PeerPythonMissingError, PeerInstallFailedError
 */
export async function preparePeers({ set, cache, onProgress, signal, run = runCommand }: PeerOptions): Promise<string> {
  const peers = PEER_SETS[set];
  const folder = path.join(cache, peers.folder);
  const installed = installedPackages(folder);
  const how = { onProgress, signal, run };
  if (installed === null) {
    await makeEnvironment(folder, cache, peers, how);
  } else {
    const missing = peers.packages.filter((name) => !installed.includes(name));
    if (missing.length > 0) await addPackages(folder, peers, missing, how);
  }
  return pythonIn(folder);
}

interface How {
  readonly onProgress: PeerOptions['onProgress'];
  readonly signal: AbortSignal | undefined;
  readonly run: RunCommand;
}

async function makeEnvironment(folder: string, cache: string, peers: PeerSet, how: How): Promise<void> {
  const python = await findPython(how.run);
  await rm(folder, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  try {
    how.onProgress(`Making a throw-away Python environment in ${folder}`);
    const made = await how.run(python, ['-m', 'venv', folder], how.signal);
    if (made.code !== 0) throw new PeerPythonMissingError(reason(made.output));
    how.onProgress(peers.announcement);
    await install(folder, peers.packages, how);
    await writeFile(markerOf(folder), markerText(peers.packages));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What is there stays as it is: gigabytes are not fetched again for a package more, nor lost when pip fails. */
async function addPackages(folder: string, peers: PeerSet, missing: readonly string[], how: How): Promise<void> {
  how.onProgress(`Adding ${missing.join(', ')} to the Python environment in ${folder}`);
  await install(folder, missing, how);
  await writeFile(markerOf(folder), markerText(peers.packages));
}

async function install(folder: string, packages: readonly string[], { signal, run }: How): Promise<void> {
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', ...packages];
  const { code, output } = await run(pythonIn(folder), args, signal);
  if (code !== 0) throw new PeerInstallFailedError(packages, reason(output));
}
