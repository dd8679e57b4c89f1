import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findTensorFlowLibrary } from '../../../../src-main/executors/tensorflow-library/find-library';
import { tensorFlowLibraryNames } from '../../../../src-preload/contract/tensorflow-library';

const [NAMES = []] = tensorFlowLibraryNames(process.platform);
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'find-library-'));
});

/** Puts a library of a few bytes into a folder. */
function placeLibrary(...parts: string[]): string {
  const folder = path.join(root, ...parts);
  mkdirSync(folder, { recursive: true });
  for (const name of NAMES) writeFileSync(path.join(folder, name), 'four');
  return folder;
}
const find = (environment: Record<string, string> = {}) =>
  findTensorFlowLibrary({ environment, cache: path.join(root, 'cache'), packages: [path.join(root, 'package')] });

describe('looking for TensorFlow', () => {
  it('finds none where there is none', () => {
    expect(find()).toBeUndefined();
  });

  it('takes the newest unpacked wheel, by number and not by letter', () => {
    placeLibrary('cache', 'tensorflow-2.9.1');
    const newest = placeLibrary('cache', 'tensorflow-2.21.0');
    mkdirSync(path.join(root, 'cache', 'tensorflow-2.30.0'), { recursive: true });
    expect(find()).toEqual({ folder: newest, source: 'wheel', bytes: 4 * NAMES.length });
  });

  it('prefers the library of tfjs-node to a wheel, and a named folder to both', () => {
    placeLibrary('cache', 'tensorflow-2.21.0');
    const packaged = placeLibrary('package', 'deps', 'lib');
    const named = placeLibrary('mine');
    expect(find()).toMatchObject({ folder: packaged, source: 'package' });
    expect(find({ ASSAY_TENSORFLOW: named })).toMatchObject({ folder: named, source: 'named' });
  });

  it('takes nothing else when a named folder holds no library', () => {
    placeLibrary('cache', 'tensorflow-2.21.0');
    expect(() => find({ ASSAY_TENSORFLOW: '/nowhere' })).toThrow(/There is no TensorFlow library in \/nowhere/);
  });
});
