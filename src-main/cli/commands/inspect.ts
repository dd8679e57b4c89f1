import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { InspectOutput } from '#contract/jobs';
import type { CommandContext } from '../command-context';
import { bytes, duration, fixed, thousands } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';

export interface InspectOptions {
  readonly set: readonly string[];
  readonly measure: boolean;
}

/** An experiment is a YAML file; everything else names a checkpoint. */
export const isExperimentFile = (reference: string): boolean => /\.ya?ml$/.test(reference);

function printModel(output: Output, model: InspectOutput): void {
  const total = {
    name: 'total',
    shape: '',
    parameters: model.parameters.total,
    share: 1,
    multiplyAdds: 0,
    dead: 0,
    outputShape: null,
  };
  textTable(
    [
      { header: 'block', align: 'left', value: (block) => block.name },
      { header: 'shape', align: 'left', value: (block) => block.shape },
      { header: 'parameters', align: 'right', value: (block) => thousands(block.parameters) },
      { header: 'share %', align: 'right', value: (block) => fixed(block.share * 100, 1) },
      { header: 'multiply-adds', align: 'right', value: (block) => thousands(block.multiplyAdds) },
      { header: 'dead', align: 'right', value: (block) => thousands(block.dead) },
    ],
    [
      ...model.parameters.blocks,
      { ...total, multiplyAdds: model.parameters.blocks.reduce((sum, block) => sum + block.multiplyAdds, 0) },
    ],
  ).forEach((text) => output.line(text));
  output.line(`\n${thousands(model.parameters.trainable)} trainable of ${thousands(model.parameters.total)}`);
  output.line(`Memory about ${bytes(model.estimate.memoryBytes)}`);
  if (model.estimate.secondsPerEpoch !== null)
    output.line(`About ${duration(model.estimate.secondsPerEpoch * 1000)} an epoch`);
  if (!model.preflight) return;
  output.line(
    `First batch: loss ${fixed(model.preflight.loss, 4)}, gradient norm ${fixed(model.preflight.gradientNorm, 3)}, ${fixed(model.preflight.millisecondsPerStep, 2)} ms a step`,
  );
  for (const fact of model.preflight.facts)
    output.line(`${fact.group}: ${fact.label} ${fact.value}${fact.state === 'warning' ? ' (look at this)' : ''}`);
}

/** `assay inspect FILE or CHECKPOINT`: the model without training. */
export async function inspectCommand(
  context: CommandContext,
  reference: string,
  options: InspectOptions,
): Promise<ExitCode> {
  const session = await context.session();
  const model = isExperimentFile(reference)
    ? await session.jobs.inspectExperiment(reference, { overrides: options.set, measure: options.measure })
    : await session.checkpoints.inspect(reference);
  printModel(context.output, model);
  context.output.document(model);
  return EXIT_CODE.done;
}
