import { computeOnePlusOne } from './probe-library';

/*
 * Program of its own: `node probe-process.js <folder>` tries the TensorFlow library in a folder and prints what it is. A
 * foreign library may end the process instead of throwing, so nothing else may run here.
 */

try {
  const { version, sum } = await computeOnePlusOne(process.argv[2] ?? '');
  process.stdout.write(`tensorflow ${version} 1+1=${sum}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
