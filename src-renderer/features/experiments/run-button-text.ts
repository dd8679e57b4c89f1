import type { ConfigCheck } from '#contract/configs';

export interface RunButton {
  readonly text: string;
  readonly enabled: boolean;
}

/**
 * Words of the primary button: what it will do, or what keeps it from it.
 *
 * @param check undefined while the text is being checked for the first time
 */
export function runButton(check: ConfigCheck | undefined): RunButton {
  if (check === undefined) return { text: 'Checking', enabled: false };
  const errors = check.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return { text: `Fix ${errors} ${errors === 1 ? 'problem' : 'problems'} to run`, enabled: false };
  if (check.resolved === null) return { text: 'Nothing to run', enabled: false };
  const runs = check.resolved.seeds.length;
  return { text: runs === 1 ? 'Start run' : `Start ${runs} runs`, enabled: true };
}
