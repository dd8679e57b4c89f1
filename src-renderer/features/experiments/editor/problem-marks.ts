import type { ConfigProblem } from '#contract/configs';

/** A short text behind the end of a line. */
export interface InlineNote {
  readonly line: number;
  readonly text: string;
  readonly tone: 'error' | 'warning' | 'fact';
}

/** Longest text that is drawn behind a line; the whole one stands in the problems pane. */
const LONGEST_NOTE = 90;

/**
 * One note a line: the first error of the line, else its first warning. The place is left out of the words, since the note
 * stands at it.
 */
export function problemNotes(problems: readonly ConfigProblem[]): readonly InlineNote[] {
  const byLine = new Map<number, ConfigProblem>();
  for (const problem of problems) {
    const known = byLine.get(problem.line);
    if (known === undefined || (known.severity === 'warning' && problem.severity === 'error')) {
      byLine.set(problem.line, problem);
    }
  }
  return [...byLine.values()].map((problem) => ({
    line: problem.line,
    text: shorten(
      `${withoutPlace(problem.message)} ${problem.fix === null ? problem.nextStep : `${problem.fix.label}.`}`.trim(),
    ),
    tone: problem.severity,
  }));
}

/** `configs/experiments/x.yaml:16:3: there is no key …` becomes `There is no key …`. */
export function withoutPlace(message: string): string {
  const words = message.replace(/^\S+\.ya?ml(:\d+){0,2}:?\s+/, '');
  // Keys keep their case: `training.max_dates is null`.
  return /^\S*[._]/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Says how many runs a list of seeds makes, behind its line. */
export function seedNotes(text: string, seedCount: number): readonly InlineNote[] {
  const line = text.split('\n').findIndex((words) => /^seeds\s*:/.test(words));
  return line < 0 || seedCount < 2 ? [] : [{ line: line + 1, text: `${seedCount} runs`, tone: 'fact' }];
}

const shorten = (text: string): string => (text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE - 1)}…`);
