import { TensorFlowLibraryUnusableError } from '#contract/errors/tensorflow-errors';
import { C_API, STATUS_OK, type FunctionName, type Pointer, type TensorFlowFunctions } from './c-api';
import { keepLoaded } from './keep-loaded';
import { loadKoffi, type Koffi } from './koffi-module';
import { libraryFiles } from './library-files';

type Address = Pointer | NodeJS.ArrayBufferView;

/** TensorFlow, loaded. Its status object is shared: every call that takes it is followed by {@link check}. */
export interface TensorFlowLibrary extends TensorFlowFunctions {
  readonly folder: string;
  readonly version: string;
  readonly status: Pointer;
  /**
   * @param status the shared one, or that of a call on another thread
   * @throws TensorFlowCallError when the last call that took the status failed
   */
  check(call: string, status?: Pointer): void;
  /** `TFE_Execute` on a thread of Node's pool, with a status of its own; the arguments must be left alone until it is done. */
  executeBeside(operation: Pointer, results: BigUint64Array, resultCount: Int32Array, status: Pointer): Promise<void>;
  /** Copies bytes between JavaScript's memory and TensorFlow's; nothing is checked. */
  copyBytes(target: Address, source: Address, byteLength: number): void;
}

/** TensorFlow refused a call; executors wrap it into an error for people. */
export class TensorFlowCallError extends Error {
  constructor(call: string, code: number, message: string) {
    super(`${call}: ${firstLine(message)} (code ${code})`);
    this.name = 'TensorFlowCallError';
  }
}

const LONGEST_MESSAGE = 400;
/** TensorFlow appends the whole function and a trace of nodes to its messages. */
const firstLine = (message: string): string => message.split('\n', 1)[0]!.slice(0, LONGEST_MESSAGE);

/** The C library's memcpy. */
const C_LIBRARY: Readonly<Record<string, string>> = {
  linux: 'libc.so.6',
  darwin: '/usr/lib/libSystem.dylib',
  win32: 'msvcrt.dll',
};

/** Only warnings and worse; TensorFlow reads this when it is loaded. */
const LOG_LEVEL = '2';

/**
 * Loads TensorFlow. It stays loaded until the process ends. Never call this in Electron's main process: it crashes there.
 * @param folder holds the library's files
 * @throws TensorFlowLibraryMissingError, TensorFlowLibraryUnusableError
 */
export async function loadTensorFlow(folder: string): Promise<TensorFlowLibrary> {
  const files = libraryFiles(folder);
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= LOG_LEVEL;
  try {
    return bindLibrary(await loadKoffi(), folder, files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TensorFlowLibraryUnusableError(folder, reason, { cause: error });
  }
}

function bindLibrary(koffi: Koffi, folder: string, files: readonly string[]): TensorFlowLibrary {
  for (const file of files) keepLoaded(koffi, file);
  const library = files.map((file) => koffi.load(file, { global: true })).at(-1)!;
  const outputStruct = koffi.struct({ oper: 'void *', index: 'int' });
  const bind = (name: FunctionName) => {
    const [result, parameters] = C_API[name];
    return library.func(
      name,
      result,
      parameters.map((type) => (type === 'TF_Output' ? outputStruct : type)),
    );
  };
  const names = Object.keys(C_API) as FunctionName[];
  // koffi knows nothing of types; the table that the functions were bound by is also what they are typed by.
  const bound = new Map(names.map((name) => [name, bind(name)]));
  const functions = Object.fromEntries(bound) as unknown as TensorFlowFunctions;
  const execute = bound.get('TFE_Execute')!;
  const copy = koffi
    .load(C_LIBRARY[process.platform] ?? 'libc.so')
    .func('memcpy', 'void', ['void *', 'void *', 'size_t']);
  const status = functions.TF_NewStatus();
  return {
    ...functions,
    folder,
    version: functions.TF_Version(),
    status,
    copyBytes: (target, source, byteLength) => void copy(target, source, byteLength),
    check(call, own = status) {
      const code = functions.TF_GetCode(own);
      if (code !== STATUS_OK) throw new TensorFlowCallError(call, code, functions.TF_Message(own));
    },
    executeBeside: (...values) =>
      new Promise((resolve, reject) => {
        execute.async(...values, (error: Error | null) => (error ? reject(error) : resolve()));
      }),
  };
}
