import { serializeError, toWorkbenchError, type ExitCode } from '#contract/errors/workbench-error';

/** The two streams of a command: results on stdout, everything else on stderr. */
export interface Output {
  /** True when the person asked for `--json`: then stdout carries exactly one JSON document, at the end. */
  readonly isJson: boolean;
  /** True when stderr is a terminal: then progress is one live line. */
  readonly isLive: boolean;
  /** A line of the human result; nothing with `--json`. */
  line(text: string): void;
  /** The machine-readable result; nothing without `--json`. */
  document(value: unknown): void;
  /** A remark on stderr: what is being done, with or without `--json`. */
  note(text: string): void;
  /** Replaces the live line on a terminal; elsewhere prints `text` as a line when `isMilestone`. */
  progress(text: string, isMilestone: boolean): void;
  /** Takes the live line away. */
  endProgress(): void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** @param isJson whether `--json` was given */
export function createOutput(isJson: boolean): Output {
  const isLive = process.stderr.isTTY;
  let hasLiveLine = false;
  const endProgress = () => {
    if (hasLiveLine) process.stderr.write(CLEAR_LINE);
    hasLiveLine = false;
  };
  return {
    isJson,
    isLive,
    line: (text) => {
      endProgress();
      if (!isJson) process.stdout.write(`${text}\n`);
    },
    document: (value) => {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (text) => {
      endProgress();
      process.stderr.write(`${text}\n`);
    },
    progress: (text, isMilestone) => {
      if (isLive) {
        const width = process.stderr.columns;
        process.stderr.write(CLEAR_LINE + (text.length < width ? text : `${text.slice(0, width - 2)}…`));
        hasLiveLine = true;
      } else if (isMilestone) process.stderr.write(`${text}\n`);
    },
    endProgress,
  };
}

/**
 * Prints an error as: what happened, the next step, the code. With `--json` also as the document on stdout.
 * @returns the exit code that belongs to it
 */
export function printError(output: Output, error: unknown): ExitCode {
  const known = toWorkbenchError(error);
  output.note(`${known.message}\n${known.nextStep}\nerror[${known.code}]`);
  output.document({ error: serializeError(known) });
  return known.exitCode;
}
