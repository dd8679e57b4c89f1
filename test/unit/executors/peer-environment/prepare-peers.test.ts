import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PeerInstallFailedError, PeerPythonMissingError } from '#contract/errors/bench-errors';
import { preparePeers } from '../../../../src-main/executors/peer-environment/prepare-peers';
import type { CommandResult, RunCommand } from '../../../../src-main/executors/peer-environment/run-command';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), 'assay-peers-'));
});

/** Commands of a machine with this Python; venv makes the folder, pip ends as told. `log` receives what was run. */
function machine(version: string, pip: CommandResult = { code: 0, output: '' }, log: string[] = []): RunCommand {
  return async (_, args) => {
    log.push(args.slice(0, 3).join(' '));
    if (args[0] === '--version') return { code: 0, output: `Python ${version}\n` };
    if (args[1] === 'venv') mkdirSync(args[2]!, { recursive: true });
    return args[1] === 'pip' ? pip : { code: 0, output: '' };
  };
}
const onProgress = (): void => {};

it('makes the environment once and tells how much is fetched', async () => {
  const told: string[] = [];
  const log: string[] = [];
  const options = {
    set: 'steps' as const,
    cache,
    onProgress: (sentence: string) => void told.push(sentence),
    run: machine('3.11.7', undefined, log),
  };
  const python = await preparePeers(options);
  expect(path.dirname(path.dirname(python))).toBe(path.join(cache, 'bench-peers'));
  expect(told.join(' ')).toContain('3.2 GB');
  const commands = log.length;
  expect(await preparePeers(options)).toBe(python);
  expect(log).toHaveLength(commands);
});

it('says that Python is missing or too old', async () => {
  const none: RunCommand = async () => ({ code: null, output: 'ENOENT' });
  await expect(preparePeers({ set: 'steps', cache, onProgress, run: none })).rejects.toThrow(PeerPythonMissingError);
  await expect(preparePeers({ set: 'steps', cache, onProgress, run: machine('3.8.10') })).rejects.toThrow(
    'Python 3.8.10 is too old',
  );
});

it('says what pip said, exits with 69, and leaves no half environment', async () => {
  const run = machine('3.12.1', { code: 1, output: 'ERROR: No space left on device' });
  const prepare = preparePeers({ set: 'steps', cache, onProgress, run });
  await expect(prepare).rejects.toThrow(PeerInstallFailedError);
  await expect(prepare).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('No space left') as string,
  });
  expect(existsSync(path.join(cache, 'bench-peers'))).toBe(false);
});

it('keeps sets of peers apart: tabular ones need no PyTorch', async () => {
  const told: string[] = [];
  const packages: string[] = [];
  const base = machine('3.11.7');
  const run: RunCommand = (command, args) => {
    if (args[1] === 'pip') packages.push(...args.slice(5));
    return base(command, args);
  };
  const python = await preparePeers({ set: 'tabular', cache, onProgress: (text) => void told.push(text), run });
  expect(path.dirname(path.dirname(python))).toBe(path.join(cache, 'bench-peers-tabular'));
  expect(packages).toContain('scikit-learn');
  expect(packages).not.toContain('torch');
  expect(told.join(' ')).toContain('75 MB');
});

describe('an environment of an earlier version', () => {
  const folder = () => path.join(cache, 'bench-peers');
  beforeEach(() => {
    mkdirSync(folder());
    writeFileSync(path.join(folder(), 'ready'), 'torch\nnumpy\njax\n');
  });

  it('gets what it lacks, and nothing else is fetched', async () => {
    const asked: string[][] = [];
    const told: string[] = [];
    const run: RunCommand = async (_, args) => {
      asked.push([...args]);
      return { code: 0, output: '' };
    };
    await preparePeers({ set: 'steps', cache, onProgress: (text) => void told.push(text), run });
    expect(asked).toEqual([expect.arrayContaining(['pip', 'install', 'torch_geometric']) as string[]]);
    expect(asked[0]).not.toContain('torch');
    expect(told.join(' ')).toContain('Adding torch_geometric');
    await preparePeers({ set: 'steps', cache, onProgress, run });
    expect(asked).toHaveLength(1);
  });

  it('stays as it was when pip fails, and is tried again', async () => {
    const run: RunCommand = async () => ({ code: 1, output: 'no network' });
    await expect(preparePeers({ set: 'steps', cache, onProgress, run })).rejects.toThrow('no network');
    expect(readFileSync(path.join(folder(), 'ready'), 'utf8')).toBe('torch\nnumpy\njax\n');
    await expect(preparePeers({ set: 'steps', cache, onProgress, run })).rejects.toThrow(PeerInstallFailedError);
  });
});
