import { TensorFlowAlreadyStartedError, TensorFlowDeviceMissingError } from '#contract/errors/tensorflow-errors';
import type { Pointer } from './c-api';
import { encodeSessionConfig } from './session-config';
import { loadTensorFlow, type TensorFlowLibrary } from './tensorflow-library';

/** TensorFlow, started. One a process: its thread pools are made with the first context and stay until the process ends. */
export interface TensorFlowProcess {
  readonly library: TensorFlowLibrary;
  readonly context: Pointer;
  readonly threads: number;
  /** Full names such as `/job:localhost/replica:0/task:0/device:CPU:0`. */
  readonly devices: readonly string[];
}

let started:
  { readonly folder: string; readonly threads: number; readonly process: Promise<TensorFlowProcess> } | undefined;

const threadText = (threads: number): string => `${threads} thread${threads === 1 ? '' : 's'}`;

/**
 * Loads TensorFlow and starts it, or returns what was started before with the same folder and threads.
 * @throws TensorFlowAlreadyStartedError for another folder or number of threads
 * @throws TensorFlowLibraryMissingError, TensorFlowLibraryUnusableError
 */
export async function startTensorFlow(folder: string, threads: number): Promise<TensorFlowProcess> {
  if (started && started.folder !== folder) {
    throw new TensorFlowAlreadyStartedError(`the library in ${started.folder}`, `that in ${folder}`);
  }
  if (started && started.threads !== threads) {
    throw new TensorFlowAlreadyStartedError(threadText(started.threads), threadText(threads));
  }
  started ??= { folder, threads, process: start(folder, threads) };
  try {
    return await started.process;
  } catch (error) {
    // Nothing runs yet: another folder may be tried.
    started = undefined;
    throw error;
  }
}

async function start(folder: string, threads: number): Promise<TensorFlowProcess> {
  const library = await loadTensorFlow(folder);
  const context = newContext(library, threads);
  return { library, context, threads, devices: listDevices(library, context) };
}

function newContext(library: TensorFlowLibrary, threads: number): Pointer {
  // One operation at a time, each on all threads: with two at a time the convolutions of a step took two to four times as
  // long on a busy machine (PPO: 260 against 634 ms); only unrolled recurrent layers gain from it, by a quarter.
  const config = encodeSessionConfig({ intraOpThreads: threads, interOpThreads: 1, growsGpuMemory: true });
  const options = library.TFE_NewContextOptions();
  library.TFE_ContextOptionsSetConfig(options, config, config.length, library.status);
  library.check('TFE_ContextOptionsSetConfig');
  const context = library.TFE_NewContext(options, library.status);
  library.TFE_DeleteContextOptions(options);
  library.check('TFE_NewContext');
  return context;
}

function listDevices(library: TensorFlowLibrary, context: Pointer): string[] {
  const list = library.TFE_ContextListDevices(context, library.status);
  library.check('TFE_ContextListDevices');
  const names = Array.from({ length: library.TF_DeviceListCount(list) }, (_, index) =>
    library.TF_DeviceListName(list, index, library.status),
  );
  library.TF_DeleteDeviceList(list);
  return names;
}

/**
 * @param wanted end of a device's name, for example `GPU:0`
 * @returns the full name
 * @throws TensorFlowDeviceMissingError with those that exist
 */
export function findDevice({ devices }: TensorFlowProcess, wanted: string): string {
  const found = devices.find((name) => name.endsWith(`device:${wanted}`));
  if (found === undefined) throw new TensorFlowDeviceMissingError(wanted, devices.map(shortName));
  return found;
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('device:') + 'device:'.length);
