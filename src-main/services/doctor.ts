import { execFile } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { TensorFlowLibraryMissingError } from '#contract/errors/tensorflow-errors';
import type { DoctorCheck, Source } from '#contract/settings';
import { findTensorFlowLibrary, searchPlaces } from '../executors/tensorflow-library/find-library';
import { findTfjsNodeBinding } from '../executors/tfjs-node-binding/find-binding';
import { packageVersion } from './executor-packages';
import { Store } from '../store/store';

const run = promisify(execFile);
const LEAST_FREE_BYTES = 2 * 1024 ** 3;
const GIGABYTE = 1024 ** 3;

export interface DoctorSubject {
  readonly appVersion: string;
  readonly userFolder: string;
  /** Folder of the open workspace; null before one is open. */
  readonly workspaceFolder: string | null;
  readonly sources: readonly Source[];
  readonly settingsWarning: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const check = (id: string, label: string, state: DoctorCheck['state'], value: string, nextStep = ''): DoctorCheck => ({
  id,
  label,
  state,
  value,
  nextStep,
});

/** Looks at what is installed. @returns one line a part: what is there, what is missing, how to get it */
export async function examine(subject: DoctorSubject): Promise<readonly DoctorCheck[]> {
  return [
    check('assay', 'Assay', 'ok', subject.appVersion),
    nodeCheck(),
    sqliteCheck(),
    settingsCheck(subject.settingsWarning),
    diskCheck(subject.workspaceFolder ?? subject.userFolder),
    ...subject.sources.map(sourceCheck),
    ...(subject.sources.length === 0
      ? [check('sources', 'Data sources', 'info', 'none found', 'Register one with `assay data add NAME PATH`.')]
      : []),
    onnxRuntimeCheck(),
    tensorflowLibraryCheck(subject.environment),
    tfjsNodeCheck(subject.environment),
    displayCheck(subject.environment),
    await gitCheck(),
  ];
}

function nodeCheck(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 18);
  return check(
    'node',
    'Node',
    isEnough ? 'ok' : 'error',
    process.versions.node,
    isEnough ? '' : 'Install Node 20.19 or newer.',
  );
}

function sqliteCheck(): DoctorCheck {
  try {
    const store = Store.open(':memory:');
    const { version } = store.database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    store.close();
    return check('sqlite', 'SQLite', 'ok', version);
  } catch (error) {
    return check(
      'sqlite',
      'SQLite',
      'error',
      error instanceof Error ? error.message : String(error),
      'Run `npm install` again, then `npm test`, which builds the native part.',
    );
  }
}

const settingsCheck = (warning: string | null): DoctorCheck =>
  check(
    'settings',
    'Settings',
    warning === null ? 'ok' : 'warning',
    warning ?? 'read',
    warning === null ? '' : 'Look into the kept file; nothing else is needed.',
  );

function diskCheck(folder: string): DoctorCheck {
  const existing = existsSync(folder) ? folder : path.parse(path.resolve(folder)).root;
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  const isEnough = free >= LEAST_FREE_BYTES;
  return check(
    'disk',
    'Free disk space',
    isEnough ? 'ok' : 'warning',
    `${(free / GIGABYTE).toFixed(1)} GB at ${existing}`,
    isEnough ? '' : 'Free some space: checkpoints and prepared batches need it.',
  );
}

const sourceCheck = ({ name, path: sourcePath, origin, warnings }: Source): DoctorCheck =>
  check(
    `source-${name}`,
    `Data source ${name}`,
    warnings.length === 0 ? 'ok' : 'warning',
    origin === 'built-in' ? 'part of Assay' : `${sourcePath} (${origin})`,
    warnings[0] === undefined ? '' : `${warnings[0]} See \`assay data check ${name}\`.`,
  );

function onnxRuntimeCheck(): DoctorCheck {
  const version = packageVersion('onnxruntime-node');
  return check(
    'onnxruntime',
    'ONNX Runtime',
    version === null ? 'warning' : 'ok',
    version ?? 'not installed',
    version === null ? 'Run `npm ci`; until then wasm trains, more slowly.' : '',
  );
}

function tensorflowLibraryCheck(environment: DoctorSubject['environment']): DoctorCheck {
  const describe = (state: DoctorCheck['state'], value: string, nextStep = '') =>
    check('tensorflow-library', 'TensorFlow library', state, value, nextStep);
  try {
    const found = findTensorFlowLibrary(searchPlaces(environment));
    if (!found) return describe('info', 'not installed', 'Not needed; `assay engine add tensorflow` adds it.');
    return describe('ok', `${found.folder}, ${Math.round(found.bytes / 1e6)} MB`);
  } catch (error) {
    // The folder that ASSAY_TENSORFLOW names holds none: a run on that executor would fail.
    if (!(error instanceof TensorFlowLibraryMissingError)) throw error;
    return describe('warning', error.message, error.nextStep);
  }
}

function nativePart(environment: DoctorSubject['environment']): string | undefined {
  try {
    return findTfjsNodeBinding(environment);
  } catch (error) {
    // The check of the library names the folder that holds none.
    if (!(error instanceof TensorFlowLibraryMissingError)) throw error;
    return undefined;
  }
}

function tfjsNodeCheck(environment: DoctorSubject['environment']): DoctorCheck {
  const binding = nativePart(environment);
  return check(
    'tensorflow',
    'Native part of tfjs-node',
    binding === undefined ? 'info' : 'ok',
    binding ?? 'not installed',
    binding === undefined ? 'Not needed: other executors train as well. `assay engine add tfjs-node` builds it.' : '',
  );
}

function displayCheck(environment: DoctorSubject['environment']): DoctorCheck {
  const hasDisplay = process.platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  return check(
    'display',
    'Display',
    hasDisplay ? 'ok' : 'info',
    hasDisplay ? 'there' : 'none',
    hasDisplay ? '' : 'The command line does everything; for the window log in graphically, or use xvfb-run.',
  );
}

async function gitCheck(): Promise<DoctorCheck> {
  try {
    const { stdout } = await run('git', ['--version']);
    return check('git', 'Git', 'ok', stdout.trim().replace('git version ', ''));
  } catch {
    return check('git', 'Git', 'info', 'not found', 'Install git to keep the configs folder under version control.');
  }
}
