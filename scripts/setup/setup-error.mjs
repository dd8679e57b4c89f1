import { say } from './say.mjs';

/** Something the set-up needs is missing. `nextStep` says what a person can do about it. */
export class SetupError extends Error {
  constructor(message, nextStep, details = '') {
    super(message);
    this.name = 'SetupError';
    this.nextStep = nextStep;
    this.details = details;
  }
}

/** The exit code for "something needed is missing", the same as the command line uses. */
export const EXIT_MISSING = 69;

/** Prints a set-up error as what happened, then the next step. Any other error is a fault of the scripts and keeps its stack. */
export function explain(error) {
  if (!(error instanceof SetupError)) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    return 70;
  }
  if (error.details) process.stderr.write(`${error.details.trimEnd()}\n`);
  say(error.message);
  if (error.nextStep) say(error.nextStep);
  return EXIT_MISSING;
}

/** Runs the body of a script, and ends the process with its exit code. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = explain(error);
  }
}
