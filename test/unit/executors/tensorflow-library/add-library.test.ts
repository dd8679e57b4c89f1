import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../../src-main/executors/run-command';
import { downloadWheel } from '../../../../src-main/executors/tensorflow-library/download-wheel';
import { probeLibrary } from '../../../../src-main/executors/tensorflow-library/probe-library';

const temporary = () => mkdtempSync(path.join(tmpdir(), 'add-library-'));

/** A probe that is not TensorFlow's: any program that prints, fails or crashes. */
function probeScript(source: string): { readonly script: string } {
  const script = path.join(temporary(), 'probe.mjs');
  writeFileSync(script, source);
  return { script };
}

describe('trying a library', () => {
  it('returns the version that a working one says', async () => {
    const probe = probeScript('console.log("tensorflow 2.21.0 1+1=2")');
    expect(await probeLibrary('/folder', probe)).toMatchObject({ version: '2.21.0' });
  });

  it('survives one that crashes, and names one that miscounts or says why it fails', async () => {
    await expect(probeLibrary('/folder', probeScript('process.kill(process.pid, "SIGSEGV")'))).rejects.toThrow(
      /SIGSEGV/,
    );
    await expect(probeLibrary('/folder', probeScript('console.log("tensorflow 2.1 1+1=3")'))).rejects.toThrow(
      '1 + 1 gave 3',
    );
    await expect(
      probeLibrary('/folder', probeScript('console.error("wrong ELF class"); process.exit(1)')),
    ).rejects.toThrow(/code 1 wrong ELF class/);
  });
});

describe('fetching a wheel', () => {
  it('asks pip for the tested version, then for any, without dependencies', async () => {
    const folder = temporary();
    const calls: string[] = [];
    const run: RunCommand = async (command, args) => {
      calls.push([command, args[0], args.at(-1)].join(' '));
      if (args[0] === '--version') return { code: command === 'pip3' ? 0 : null, output: '' };
      expect(args).toContain('--no-deps');
      if (args.at(-1) !== 'tensorflow-cpu') return { code: 1, output: 'no matching distribution' };
      writeFileSync(path.join(folder, 'tensorflow_cpu-2.22.0-x.whl'), '');
      return { code: 0, output: '' };
    };
    expect(await downloadWheel(folder, run)).toBe(path.join(folder, 'tensorflow_cpu-2.22.0-x.whl'));
    expect(calls.slice(2)).toEqual(['pip3 download tensorflow-cpu==2.21.0', 'pip3 download tensorflow-cpu']);
  });

  it('says what else there is without pip, and what pip said when it fails', async () => {
    const none: RunCommand = async () => ({ code: null, output: '' });
    await expect(downloadWheel(temporary(), none)).rejects.toMatchObject({
      message: expect.stringContaining('no pip') as unknown,
      nextStep: expect.stringContaining('npm rebuild') as unknown,
    });
    const offline: RunCommand = async (_, args) => ({
      code: args[0] === '--version' ? 0 : 1,
      output: 'network is down',
    });
    await expect(downloadWheel(temporary(), offline)).rejects.toThrow(/pip said: network is down/);
  });
});
