/** @returns what is wrong with a limit as typed; null for nothing, also for an empty field */
export function wholeNumberProblem(text: string): string | null {
  return text.trim() === '' || /^[1-9]\d*$/.test(text.trim()) ? null : 'A whole number from 1, or nothing.';
}

/** @returns keys of the sweep file that are set for one study: `limits.trials=8`; empty fields leave the file's value */
export function limitOverrides({ trials, jobs }: { readonly trials: string; readonly jobs: string }): string[] {
  return [
    ...(trials.trim() === '' ? [] : [`limits.trials=${trials.trim()}`]),
    ...(jobs.trim() === '' ? [] : [`limits.jobs=${jobs.trim()}`]),
  ];
}
