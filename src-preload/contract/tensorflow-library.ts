/**
 * Files of TensorFlow's C API by `process.platform`, one list a build and the file with the API last: it needs the one
 * before. Wheels have `libtensorflow_cc`; the archives for C programs and tfjs-node have `libtensorflow`.
 */
const LIBRARY_NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  linux: [
    ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow.so.2'],
  ],
  darwin: [
    ['libtensorflow_framework.2.dylib', 'libtensorflow_cc.2.dylib'],
    ['libtensorflow_framework.2.dylib', 'libtensorflow.2.dylib'],
  ],
  // Windows wheels export the C API from a library that needs Python; only the archive for C programs serves.
  win32: [['tensorflow.dll']],
};

/** @returns the sets of files of which a folder must hold one; none on a platform without TensorFlow */
export const tensorFlowLibraryNames = (platform: string): readonly (readonly string[])[] =>
  LIBRARY_NAMES[platform] ?? [];

/** The variable in which a person names a folder that holds a library. */
export const TENSORFLOW_FOLDER_VARIABLE = 'ASSAY_TENSORFLOW';

/** The variable in which a worker is told the folder that was found; it does not search itself. */
export const TENSORFLOW_WORKER_VARIABLE = 'ASSAY_TENSORFLOW_LIBRARY';
