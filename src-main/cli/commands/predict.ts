import path from 'node:path';
import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { CommandContext } from '../command-context';
import { thousands } from '../format';

export interface PredictOptions {
  readonly data: string;
  readonly out: string;
}

/** `assay predict CHECKPOINT --data SOURCE --out FILE.csv`. */
export async function predictCommand(
  context: CommandContext,
  checkpoint: string,
  options: PredictOptions,
): Promise<ExitCode> {
  const { checkpoints } = await context.session();
  const result = await checkpoints.predict({ checkpoint, data: options.data, outFile: path.resolve(options.out) });
  context.output.line(`${thousands(result.rows)} rows in ${result.file}: ${result.columns.join(', ')}`);
  result.warnings.forEach((warning) => context.output.line(`warning: ${warning}`));
  context.output.document(result);
  return EXIT_CODE.done;
}
