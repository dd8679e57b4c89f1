import { NonFiniteBatchError } from '#contract/errors/compiler-errors';
import { assertFiniteBatch } from '../compiler/step/finite-batch';
import { PartMemory, type BatchPart, type CutBatch } from './batch-parts';
import type { StepResult, TrainingStep } from './executor';
import type { HostTensors } from './host-tensor';
import type { ParameterStore } from './parameter-store';

/** Computes parts: a step over parameters that all lanes share, with gradients of its own. */
export interface TrainingLane {
  readonly step: TrainingStep;
  readonly store: ParameterStore;
}

/**
 * A training step whose batches are cut into one part a lane. The first lane computes on this thread, over the run's own
 * parameter store; the others must hand their part to another thread before they wait.
 * Parts are added in the order of the lanes, so the same threads give the same bits.
 */
export class PartsTrainingStep implements TrainingStep {
  private readonly first: TrainingLane;
  private readonly others: readonly TrainingLane[];
  private readonly memory = new PartMemory();

  /** @param lanes two or more; the gradients of the first are the result */
  constructor(
    lanes: readonly [TrainingLane, ...TrainingLane[]],
    private readonly cut: CutBatch,
  ) {
    [this.first, ...this.others] = lanes;
  }

  async run(inputs: HostTensors): Promise<StepResult> {
    const parts = this.cut(inputs, 1 + this.others.length, this.memory);
    return parts ? this.runParts(inputs, parts) : this.first.step.run(inputs);
  }

  dispose(): void {
    for (const { step } of [this.first, ...this.others]) step.dispose();
  }

  private async runParts(inputs: HostTensors, [own, ...rest]: readonly BatchPart[]): Promise<StepResult> {
    const beside = Promise.allSettled(this.others.map(({ step }, index) => step.run(rest[index]!.inputs)));
    // All lanes are waited for before anything is thrown: the next step must find them idle.
    const [[here], others] = await Promise.all([Promise.allSettled([this.first.step.run(own!.inputs)]), beside]);
    const results = [here, ...others].map((settled) => valueOf(settled, inputs));
    results.forEach(assertNoOutputs);
    this.addGradients(own!, rest);
    const loss = [own!, ...rest].reduce((sum, { weight }, index) => sum + weight * results[index]!.loss, 0);
    if (!Number.isFinite(loss)) assertFiniteBatch(inputs);
    return { loss, outputs: {} };
  }

  private addGradients(own: BatchPart, rest: readonly BatchPart[]): void {
    const total = this.first.store.gradients;
    this.others.forEach(({ store: { gradients } }, index) => {
      const ownWeight = index === 0 ? own.weight : 1;
      const { weight } = rest[index]!;
      for (let at = 0; at < total.length; at += 1) total[at] = ownWeight * total[at]! + weight * gradients[at]!;
    });
  }
}

function valueOf(settled: PromiseSettledResult<StepResult>, batch: HostTensors): StepResult {
  if (settled.status === 'fulfilled') return settled.value;
  // A part's error counts from the start of the part; a person looks into the batch.
  if (settled.reason instanceof NonFiniteBatchError) assertFiniteBatch(batch);
  throw settled.reason;
}

/** What the outputs of parts would be for the whole, a cut does not say. */
function assertNoOutputs({ outputs }: StepResult): void {
  const [name] = Object.keys(outputs);
  if (name !== undefined) throw new RangeError(`The loss of a model whose batches are cut has the output ${name}.`);
}
