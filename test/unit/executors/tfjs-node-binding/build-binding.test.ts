import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunCommand } from '../../../../src-main/executors/run-command';
import { addTfjsNodeBinding } from '../../../../src-main/executors/tfjs-node-binding/build-binding';
import { findTfjsNodeBinding } from '../../../../src-main/executors/tfjs-node-binding/find-binding';
import { tensorFlowLibraryNames } from '../../../../src-preload/contract/tensorflow-library';

const [NAMES = []] = tensorFlowLibraryNames(process.platform);
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-binding-'));
  for (const name of NAMES) writeFileSync(path.join(root, name), 'four');
  writeFileSync(path.join(root, 'probe.mjs'), 'console.log("tensorflow 2.21.0 1+1=2")');
  vi.stubEnv('ASSAY_TENSORFLOW', root);
  vi.stubEnv('XDG_CACHE_HOME', path.join(root, 'cache'));
  vi.stubEnv('CXX', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const placeHeaders = () => {
  mkdirSync(path.join(root, 'include/tensorflow/c/eager'), { recursive: true });
  writeFileSync(path.join(root, 'include/tensorflow/c/eager/c_api.h'), '');
};
const add = (run: RunCommand) => addTfjsNodeBinding({ probe: { script: path.join(root, 'probe.mjs') } }, run);
/** Stands in for a compiler: writes what it was asked to link. */
const compiler: RunCommand = async (_command, args) => {
  writeFileSync(args[args.indexOf('-o') + 1]!, args.join('\n'));
  return { code: 0, output: '' };
};

describe('building the native part of tfjs-node', () => {
  it('compiles the sources of the package against the library, and keeps the result where workers find it', async () => {
    placeHeaders();
    const built = await add(compiler);
    expect(built.isNew).toBe(true);
    expect(findTfjsNodeBinding()).toBe(built.file);
    const words = readFileSync(built.file, 'utf8').split('\n');
    expect(words.filter((word) => word.endsWith('.cc')).every((source) => existsSync(source))).toBe(true);
    expect(words).toEqual(
      expect.arrayContaining([`-Wl,-rpath,${root}`, ...NAMES.map((name) => path.join(root, name))]),
    );
    expect(await add(compiler)).toEqual({ ...built, isNew: false });
  });

  it('says what a compiler said, and leaves nothing that looks complete', async () => {
    placeHeaders();
    await expect(add(async () => ({ code: 1, output: 'c_api.h: no such file' }))).rejects.toMatchObject({
      code: 'E-TFJS-NODE-BUILD',
      message: expect.stringContaining('c++ said: c_api.h: no such file') as string,
    });
    expect(findTfjsNodeBinding()).toBeUndefined();
    const [folder = ''] = readdirSync(path.join(root, 'cache/assay'));
    expect(readdirSync(path.join(root, 'cache/assay', folder))).toEqual([]);
  });

  it('names a missing compiler and missing headers, each with what to do', async () => {
    await expect(add(compiler)).rejects.toThrow(/has no headers beside it/);
    placeHeaders();
    await expect(add(async () => ({ code: null, output: 'ENOENT' }))).rejects.toMatchObject({
      message: expect.stringContaining('there is no C++ compiler (c++, g++, clang++)') as string,
      nextStep: expect.stringContaining('apt-get install g++') as string,
    });
  });
});
