import { zipSync } from 'fflate';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { unpackWheel } from '../../../../src-main/executors/tensorflow-library/unpack-wheel';
import { tensorFlowLibraryNames } from '../../../../src-preload/contract/tensorflow-library';

const [NAMES = []] = tensorFlowLibraryNames(process.platform);
const WHEEL = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'unpack-wheel-'));
});

/** Bytes that deflate makes smaller but not trivial. */
const content = (seed: number): Uint8Array => Uint8Array.from({ length: 300_000 }, (_, index) => (index * seed) % 251);

/** Writes a wheel by an independent ZIP library. @returns its path */
function writeWheel(files: Record<string, Uint8Array>, level: 0 | 6 = 6): string {
  const wheel = path.join(root, WHEEL);
  writeFileSync(wheel, zipSync(files, { level }));
  return wheel;
}
const libraryIn = (folder: string) =>
  Object.fromEntries(NAMES.map((name, index) => [`${folder}/${name}`, content(index + 3)]));

describe.runIf(NAMES.length > 1)('unpacking a wheel', () => {
  it.each([0, 6] as const)('takes the library and nothing else (compression %i)', async (level) => {
    const wheel = writeWheel({ 'tensorflow/python/big.so': content(2), ...libraryIn('tensorflow') }, level);
    const folder = await unpackWheel(wheel, path.join(root, 'cache'));
    expect(folder).toBe(path.join(root, 'cache', 'tensorflow-2.21.0'));
    expect(readdirSync(folder).sort()).toEqual([...NAMES].sort());
    NAMES.forEach((name, index) => {
      expect(readFileSync(path.join(folder, name)).equals(content(index + 3))).toBe(true);
    });
  });

  it('takes the headers of the C API, each to its place below include, and none from outside', async () => {
    const header = new TextEncoder().encode('#pragma once');
    const wheel = writeWheel({
      ...libraryIn('tensorflow'),
      'tensorflow/include/tensorflow/c/eager/c_api.h': header,
      'tensorflow/include/xla/tsl/c/tsl_status.h': header,
      'tensorflow/include/tensorflow/core/framework/tensor.h': header,
      'tensorflow/include/../../tsl_status.h': header,
    });
    const folder = await unpackWheel(wheel, path.join(root, 'cache'));
    const files = readdirSync(path.join(folder, 'include'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map((file) => file.name)).toEqual(['c_api.h', 'tsl_status.h']);
  });

  it('leaves nothing in the cache of a wheel whose content is damaged', async () => {
    const wheel = writeWheel(libraryIn('tensorflow'), 0);
    const bytes = readFileSync(wheel);
    bytes[1000]! ^= 1;
    writeFileSync(wheel, bytes);
    await expect(unpackWheel(wheel, path.join(root, 'cache'))).rejects.toThrow(/the checksum of .* is wrong/);
    expect(readdirSync(path.join(root, 'cache'))).toEqual([]);
  });

  it('names a wheel that is cut short, one without the library, and one without a version', async () => {
    const wheel = writeWheel(libraryIn('tensorflow'));
    writeFileSync(wheel, readFileSync(wheel).subarray(0, 1000));
    await expect(unpackWheel(wheel, root)).rejects.toThrow(/no ZIP archive, or cut short/);
    await expect(unpackWheel(writeWheel({ 'readme.txt': content(1) }), root)).rejects.toThrow(
      `it holds no ${NAMES[0]}`,
    );
    await expect(unpackWheel(path.join(root, 'x.zip'), root)).rejects.toThrow(/its name does not say a version/);
  });
});
