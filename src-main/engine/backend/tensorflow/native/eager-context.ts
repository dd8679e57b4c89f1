import { TensorFlowAlreadyStartedError, TensorFlowDeviceMissingError } from '#contract/errors/tensorflow-errors';
import type { Pointer } from './c-api';
import { encodeSessionConfig } from './session-config';
import { loadTensorFlow, type TensorFlowLibrary } from './tensorflow-library';

/** TensorFlow, started. One a process: its thread pools are made with the first context and stay until the process ends. */
export interface TensorFlowProcess {
  readonly library: TensorFlowLibrary;
  readonly context: Pointer;
  /** Of one operation. */
  readonly threads: number;
  /** Full names such as `/job:localhost/replica:0/task:0/device:CPU:0`. */
  readonly devices: readonly string[];
}

let started:
  { readonly folder: string; readonly threads: StartThreads; readonly process: Promise<TensorFlowProcess> } | undefined;

/** Threads that TensorFlow is started with. */
export interface StartThreads {
  /** Of one operation. */
  readonly operation: number;
  /** Functions that may run at once; each then runs its operations one after the other. */
  readonly functions: number;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const threadText = ({ operation, functions }: StartThreads): string =>
  functions === 1 ? counted(operation, 'thread') : `${counted(functions, 'part')} of ${counted(operation, 'thread')}`;

/**
 * Loads TensorFlow and starts it, or returns what was started before with the same folder and threads.
 * @throws TensorFlowAlreadyStartedError for another folder or number of threads
 * @throws TensorFlowLibraryMissingError, TensorFlowLibraryUnusableError
 */
export async function startTensorFlow(folder: string, threads: StartThreads): Promise<TensorFlowProcess> {
  if (started && started.folder !== folder) {
    throw new TensorFlowAlreadyStartedError(`the library in ${started.folder}`, `that in ${folder}`);
  }
  if (started && threadText(started.threads) !== threadText(threads)) {
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

async function start(folder: string, threads: StartThreads): Promise<TensorFlowProcess> {
  const library = await loadTensorFlow(folder);
  const context = newContext(library, threads);
  return { library, context, threads: threads.operation, devices: listDevices(library, context) };
}

function newContext(library: TensorFlowLibrary, { operation, functions }: StartThreads): Pointer {
  // Of a function one operation at a time, each on all threads: with two at a time the convolutions of a step took two to
  // four times as long on a busy machine (PPO: 260 against 634 ms); only unrolled recurrent layers gain from it, by a quarter.
  const config = encodeSessionConfig({ intraOpThreads: operation, interOpThreads: functions, growsGpuMemory: true });
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
