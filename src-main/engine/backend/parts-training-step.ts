import { NonFiniteBatchError } from '#contract/errors/compiler-errors';
import { assertFiniteBatch } from '../compiler/step/finite-batch';
import { joinRows, PartMemory, type BatchPart, type CutBatch } from './batch-parts';
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
    const beside = Promise.allSettled(rest.map((part, index) => resultOf(this.others[index]!, part)));
    // All lanes are waited for before anything is thrown: the next step must find them idle.
    const [[here], others] = await Promise.all([Promise.allSettled([resultOf(this.first, own!)]), beside]);
    const results = [here, ...others].map((settled) => valueOf(settled, inputs));
    this.addGradients(own!, rest);
    const computed = results.flatMap((result) => (result ? [result] : []));
    computed.forEach(assertRows);
    const parts = [own!, ...rest];
    const loss = results.reduce((sum, result, index) => sum + (result ? parts[index]!.weight * result.loss : 0), 0);
    if (!Number.isFinite(loss)) assertFiniteBatch(inputs);
    return { loss, outputs: joinRows(computed.map(({ outputs }) => outputs)) };
  }

  private addGradients({ weight: ownWeight }: BatchPart, rest: readonly BatchPart[]): void {
    const total = this.first.store.gradients;
    if (ownWeight === 0) total.fill(0);
    let scale = ownWeight;
    this.others.forEach(({ store: { gradients } }, index) => {
      const { weight } = rest[index]!;
      if (weight === 0) return;
      for (let at = 0; at < total.length; at += 1) total[at] = scale * total[at]! + weight * gradients[at]!;
      scale = 1;
    });
  }
}

/** @returns null for a part that counts nothing: its mean would be one of no samples */
const resultOf = async ({ step }: TrainingLane, { inputs, weight }: BatchPart): Promise<StepResult | null> =>
  weight === 0 ? null : step.run(inputs);

function valueOf(settled: PromiseSettledResult<StepResult | null>, batch: HostTensors): StepResult | null {
  if (settled.status === 'fulfilled') return settled.value;
  // A part's error counts from the start of the part; a person looks into the batch.
  if (settled.reason instanceof NonFiniteBatchError) assertFiniteBatch(batch);
  throw settled.reason;
}

/** What a number of a part would be for the whole, a cut does not say. */
function assertRows({ outputs }: StepResult): void {
  const name = Object.keys(outputs).find((output) => outputs[output]!.shape.length === 0);
  if (name !== undefined) throw new RangeError(`The output ${name} of a model whose batches are cut has no rows.`);
}
