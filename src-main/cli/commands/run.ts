import { WorkbenchError, EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { RunId } from '#contract/ids';
import type { CommandContext } from '../command-context';
import { showProgress } from '../run-progress';
import { reportRuns } from '../run-report';
import { stopOnSignal } from '../stop-on-signal';

export interface RunOptions {
  readonly set: readonly string[];
  readonly seeds?: string;
  readonly name?: string;
  /** Name of a pipeline's step: `--set pipeline_step=NAME` in short. */
  readonly step?: string;
}

/** `--seeds` holds something that is not a list of whole numbers. */
export class SeedListError extends WorkbenchError {
  readonly code = 'E-USAGE-SEEDS';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(text: string) {
    super(
      `--seeds is ${JSON.stringify(text)}.`,
      'Give whole numbers from 0 to 4294967295 separated by commas: --seeds 42,123.',
      { received: text },
    );
  }
}

/** @throws SeedListError */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  if (!seeds.every((seed) => seed <= 4_294_967_295)) throw new SeedListError(text);
  return seeds;
}

/** Follows runs until they have ended and prints what came of them. */
export async function followRuns(context: CommandContext, runIds: readonly RunId[]): Promise<ExitCode> {
  const { runs } = await context.session();
  const endProgress = showProgress(context.output, context.workbench().topics, runIds);
  const endSignals = stopOnSignal(context.output, runs);
  try {
    const rows = await runs.settled(runIds);
    endProgress();
    return reportRuns(context.output, runs, rows);
  } finally {
    endProgress();
    endSignals();
  }
}

/** `assay run FILE`: one run for each seed. */
export async function runCommand(context: CommandContext, file: string, options: RunOptions): Promise<ExitCode> {
  const seeds = options.seeds === undefined ? null : parseSeeds(options.seeds);
  const { runs } = await context.session();
  const { runIds } = await runs.start({
    configPath: file,
    seeds,
    overrides: [...options.set, ...(options.step === undefined ? [] : [`pipeline_step=${options.step}`])],
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  return followRuns(context, runIds);
}

/** `assay resume RUN`. */
export async function resumeCommand(context: CommandContext, runId: RunId): Promise<ExitCode> {
  const { runs } = await context.session();
  await runs.resume(runId);
  return followRuns(context, [runId]);
}
