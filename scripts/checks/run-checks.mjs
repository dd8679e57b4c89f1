import { runQuietly } from '../setup/run.mjs';
import { STEPS } from './steps.mjs';

const AT_ONCE = 2;

async function runStep(step, options) {
  const startMs = Date.now();
  const { code, output } = await runQuietly(step.command(options));
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${step.name.padEnd(10)}  ${seconds.padStart(5)} s`);
  if (code !== 0) console.log(output.trimEnd());
  return { name: step.name, isPassed: code === 0 };
}

/**
 * Runs the checks of the source: one line a step, and the output of those that fail.
 *
 * @param {{fix?: boolean}} options `fix`: let the linter and the formatter correct what they can
 * @returns {Promise<{name: string, isPassed: boolean}[]>}
 */
export async function runChecks({ fix = false } = {}) {
  // Both write the same files when they correct, so then they take turns.
  const waiting = [...STEPS];
  const results = [];
  const takeTurns = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step, { fix }));
  };
  await Promise.all(Array.from({ length: fix ? 1 : AT_ONCE }, takeTurns));
  return results;
}
