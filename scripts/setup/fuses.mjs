import { readFileSync, writeFileSync } from 'node:fs';
import { SetupError } from './setup-error.mjs';

/** Marks the fuses in an Electron binary; after it come the layout's version, the number of fuses, and one character a fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses of a stock Electron, in the order of `FuseV1Options` in the `@electron/fuses` package. */
const STOCK = {
  runAsNode: '1',
  cookieEncryption: '0',
  nodeOptions: '1',
  nodeCliInspect: '1',
  asarIntegrity: '0',
  onlyLoadAppFromAsar: '0',
  browserSpecificSnapshot: '0',
  fileProtocolExtraPrivileges: '1',
};

/** Sets the fuses of a binary back to those of a stock Electron: a released app has turned off what tests and tools need. */
export function setStockFuses(binary) {
  const bytes = readFileSync(binary);
  const wire = Object.values(STOCK).join('');
  const sentinelAt = bytes.indexOf(SENTINEL);
  const versionAt = sentinelAt + SENTINEL.length;
  if (sentinelAt < 0 || bytes[versionAt] !== 1 || bytes[versionAt + 1] !== wire.length) {
    throw new SetupError('The Electron binary has a layout of fuses that is not known here.', 'Please report this.');
  }
  bytes.write(wire, versionAt + 2, 'latin1');
  writeFileSync(binary, bytes);
}
