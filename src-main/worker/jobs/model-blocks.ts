import type { FamilyId } from '#contract/ids';
import type { InspectOutput } from '#contract/jobs';
import { elementCount } from '../../engine/backend/host-tensor';
import type { Model, ModelParameter } from '../../engine/families/family';

const count = (parameters: readonly ModelParameter[]): number =>
  parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);

/**
 * The parameters of a model by block, as tables show them.
 * @param isDead whether a parameter cannot change the output, where that was measured
 */
export function describeParameters(
  model: Model,
  isDead: (parameter: ModelParameter) => boolean = () => false,
): InspectOutput['parameters'] {
  const total = count(model.parameters);
  const blocks = model.blocks.map(({ block, multiplyAdds, outputShape }) => {
    const own = model.parameters.filter((parameter) => parameter.block === block);
    return {
      name: block,
      shape: own.map(({ shape }) => shape.join(' x ') || '1').join(', '),
      parameters: count(own),
      share: total === 0 ? 0 : count(own) / total,
      multiplyAdds,
      dead: count(own.filter(isDead)),
      outputShape: outputShape === undefined ? null : [...outputShape],
    };
  });
  return {
    total,
    trainable: count(model.parameters.filter((parameter) => parameter.trainable)),
    blocks,
    tensors: model.parameters.map(({ name, shape, block, trainable }) => ({
      name,
      shape: [...shape],
      block,
      trainable,
    })),
  };
}

/** Values, gradients and two moments, float32. */
const BYTES_PER_PARAMETER = 16;
/** A worker with tfjs and no model, measured on Linux; data and activations come on top. */
const WORKER_BASE_BYTES = 120 * 1024 * 1024;

/** @returns what is known of a model when no data was read: blocks, and a lower bound of the memory */
export function describeWithoutData(family: FamilyId, model: Model): InspectOutput {
  const parameters = describeParameters(model);
  const memoryBytes = WORKER_BASE_BYTES + parameters.total * BYTES_PER_PARAMETER;
  return { family, parameters, estimate: { memoryBytes, secondsPerEpoch: null }, preflight: null };
}
