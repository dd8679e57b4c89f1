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
 * A training step whose batches are cut into one part a lane, or into several that each lane computes in turn. The first lane
 * computes on this thread, over the run's own parameter store; the others must hand their part to another thread before they
 * wait. Parts are added in the order of the batch, so the same threads give the same bits.
 */
export class PartsTrainingStep implements TrainingStep {
  private readonly first: TrainingLane;
  private readonly others: readonly TrainingLane[];
  private readonly memory = new PartMemory();
  /** Gradients of the turns before; made when there is more than one. */
  private earlier: Float32Array | undefined;

  /** @param lanes the gradients of the first are the result */
  constructor(
    lanes: readonly [TrainingLane, ...TrainingLane[]],
    private readonly cut: CutBatch,
  ) {
    [this.first, ...this.others] = lanes;
  }

  async run(inputs: HostTensors): Promise<StepResult> {
    const parts = this.cut(inputs, this.laneCount, this.memory);
    return parts ? this.runTurns(inputs, parts) : this.first.step.run(inputs);
  }

  dispose(): void {
    for (const { step } of [this.first, ...this.others]) step.dispose();
  }

  private get laneCount(): number {
    return 1 + this.others.length;
  }

  private async runTurns(inputs: HostTensors, parts: readonly BatchPart[]): Promise<StepResult> {
    const { laneCount } = this;
    const { gradients } = this.first.store;
    const turns = Array.from({ length: parts.length / laneCount }, (_, turn) =>
      parts.slice(turn * laneCount, (turn + 1) * laneCount),
    );
    const results: StepResult[] = [];
    for (const [turn, own] of turns.entries()) {
      results.push(await this.runTurn(inputs, own));
      if (turn > 0) addScaled(gradients, 1, this.earlier!, 1);
      if (turn === turns.length - 1) break;
      this.earlier ??= new Float32Array(gradients.length);
      this.earlier.set(gradients);
    }
    const loss = results.reduce((sum, result) => sum + result.loss, 0);
    if (!Number.isFinite(loss)) assertFiniteBatch(inputs);
    return { loss, outputs: joinRows(results.map(({ outputs }) => outputs)) };
  }

  /** @returns the parts' share of the loss, and their outputs copied: a lane writes its next ones over them */
  private async runTurn(inputs: HostTensors, [own, ...rest]: readonly BatchPart[]): Promise<StepResult> {
    const beside = Promise.allSettled(rest.map((part, index) => resultOf(this.others[index]!, part)));
    // All lanes are waited for before anything is thrown: the next step must find them idle.
    const [[here], others] = await Promise.all([Promise.allSettled([resultOf(this.first, own!)]), beside]);
    const results = [here, ...others].map((settled) => valueOf(settled, inputs));
    this.addGradients(own!, rest);
    const computed = results.flatMap((result) => (result ? [result] : []));
    computed.forEach(assertRows);
    const parts = [own!, ...rest];
    const loss = results.reduce((sum, result, index) => sum + (result ? parts[index]!.weight * result.loss : 0), 0);
    return { loss, outputs: joinRows(computed.map(({ outputs }) => outputs)) };
  }

  private addGradients({ weight: ownWeight }: BatchPart, rest: readonly BatchPart[]): void {
    const total = this.first.store.gradients;
    if (ownWeight === 0) total.fill(0);
    const computed = rest.flatMap(({ weight }, index) =>
      weight === 0 ? [] : [{ weight, gradients: this.others[index]!.store.gradients }],
    );
    computed.forEach(({ weight, gradients }, index) =>
      addScaled(total, index === 0 ? ownWeight : 1, gradients, weight),
    );
    if (computed.length === 0) for (let at = 0; at < total.length; at += 1) total[at]! *= ownWeight;
  }
}

/** total = scale * total + weight * gradients */
function addScaled(total: Float32Array, scale: number, gradients: Float32Array, weight: number): void {
  for (let at = 0; at < total.length; at += 1) total[at] = scale * total[at]! + weight * gradients[at]!;
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
