import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { TensorFlowFetchFailedError } from '#contract/errors/tensorflow-errors';
import { runCommand, type RunCommand } from '../run-command';

/** The version that is tested with; then whatever the person's index has, where it lacks that one. */
const REQUIREMENTS = ['tensorflow-cpu==2.21.0', 'tensorflow-cpu', 'tensorflow'];
const PIPS = ['pip', 'pip3'];
const LONGEST_REASON = 400;

/**
 * Fetches a TensorFlow wheel with the person's own pip: from the index and with the settings that are theirs. The wheel is
 * only downloaded; no Python code of it is run.
 * @param folder must be empty
 * @returns path of the wheel
 * @throws TensorFlowFetchFailedError without pip, or with what pip said
 */
export async function downloadWheel(folder: string, run: RunCommand = runCommand): Promise<string> {
  const pip = await findPip(run);
  let lastOutput = '';
  for (const requirement of REQUIREMENTS) {
    const args = [
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--disable-pip-version-check',
      '--dest',
      folder,
      requirement,
    ];
    const { code, output } = await run(pip, args);
    if (code === 0) return downloadedWheel(folder);
    lastOutput = output;
  }
  throw new TensorFlowFetchFailedError(`pip said: ${lastOutput.trim().slice(-LONGEST_REASON)}`);
}

async function findPip(run: RunCommand): Promise<string> {
  for (const pip of PIPS) if ((await run(pip, ['--version'])).code === 0) return pip;
  throw new TensorFlowFetchFailedError('there is no pip on this machine.');
}

async function downloadedWheel(folder: string): Promise<string> {
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new TensorFlowFetchFailedError('pip ended without a wheel.');
  return path.join(folder, wheel);
}
