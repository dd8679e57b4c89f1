import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { CommandContext } from '../command-context';

const MARKS = { ok: 'ok     ', info: 'info   ', warning: 'warning', error: 'error  ' } as const;

/** `assay doctor`: what is there, what is missing and how to get it. */
export async function doctorCommand(context: CommandContext): Promise<ExitCode> {
  const checks = await context.workbench().doctor();
  for (const check of checks) {
    context.output.line(`${MARKS[check.state]}  ${check.label}: ${check.value}`);
    if (check.nextStep) context.output.line(`         ${check.nextStep}`);
  }
  context.output.document({ checks });
  return checks.some((check) => check.state === 'error') ? EXIT_CODE.unavailable : EXIT_CODE.done;
}
