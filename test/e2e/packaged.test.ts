import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** How a fuse stands in the binary: the characters 0 and 1. */
const DISABLE = '0'.charCodeAt(0);
const ENABLE = '1'.charCodeAt(0);

/** Where electron-builder puts the unpacked program on this platform, and its binary. */
function packedBinary(): string {
  if (process.platform === 'darwin') return path.resolve('dist/mac/Assay.app/Contents/MacOS/Assay');
  return path.resolve(process.platform === 'win32' ? 'dist/win-unpacked/Assay.exe' : 'dist/linux-unpacked/assay');
}

describe('the packed program', () => {
  let fuses: Awaited<ReturnType<typeof getCurrentFuseWire>>;
  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/pack.mjs'], { stdio: 'ignore' });
    fuses = await getCurrentFuseWire(packedBinary());
  });

  it.each([
    ['is no general Node', FuseV1Options.RunAsNode, DISABLE],
    ['obeys no NODE_OPTIONS', FuseV1Options.EnableNodeOptionsEnvironmentVariable, DISABLE],
    ['cannot be inspected', FuseV1Options.EnableNodeCliInspectArguments, DISABLE],
    ['loads no code beside its archive', FuseV1Options.OnlyLoadAppFromAsar, ENABLE],
    ['gives file: pages no privileges', FuseV1Options.GrantFileProtocolExtraPrivileges, DISABLE],
    ['encrypts its cookies', FuseV1Options.EnableCookieEncryption, ENABLE],
  ])('%s', (_name, fuse, state) => {
    expect(fuses[fuse]).toBe(state);
  });
});
