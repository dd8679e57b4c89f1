import type { Koffi } from './koffi-module';

/** Flags of dlopen(3): resolve now, let later libraries see the symbols, never unload. */
const DLOPEN_FLAGS: Readonly<Record<string, number>> = {
  linux: 0x2 | 0x100 | 0x1000,
  darwin: 0x2 | 0x8 | 0x80,
};

/**
 * Takes a reference to a library that is never given back. koffi unloads what it loaded when the process ends, while
 * TensorFlow's threads still run in it: without this the process ends with a segmentation fault (seen with koffi 3.3.4
 * and TensorFlow 2.21).
 * @returns whether the library was opened; false leaves the message to koffi's own attempt
 */
export function keepLoaded(koffi: Koffi, file: string): boolean {
  const flags = DLOPEN_FLAGS[process.platform];
  if (flags === undefined) return true;
  const open = koffi.load(null).func('dlopen', 'void *', ['const char *', 'int']);
  return open(file, flags) !== null;
}
