import type { InspectOutput, JobInput } from '#contract/jobs';
import { restoreParameters } from '../../engine/checkpoints/parameter-tensors';
import { createModelStore } from '../../engine/trainer/model-store';
import type { JobContext } from './job-context';
import { describeWithoutData } from './model-blocks';
import { openStoredModel } from './stored-model';

/**
 * The model of a checkpoint, after all its files were verified.
 * @throws CheckpointMissingError, CheckpointDamagedError, CheckpointVersionError
 * @throws CheckpointArchitectureError when the weights are not those of the configuration beside them
 */
export async function inspectCheckpoint(
  input: JobInput & { kind: 'inspect-checkpoint' },
  context: JobContext,
): Promise<InspectOutput> {
  const { checkpoint, run, family } = await openStoredModel(input.checkpointPath, context);
  const model = family.describe(run.config);
  restoreParameters(createModelStore(model).parameters, checkpoint.weights, checkpoint.folder);
  return describeWithoutData(family.id, model);
}
