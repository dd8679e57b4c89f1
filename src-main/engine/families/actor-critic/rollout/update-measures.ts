import type { StepResult } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';

/** Means over the optimiser steps of an update, by the names of CleanRL. */
export interface UpdateSummary {
  readonly steps: number;
  readonly policyLoss: number;
  readonly valueLoss: number;
  /** Nats. */
  readonly entropy: number;
  /** mean((ratio - 1) - log ratio), the low-variance estimate. */
  readonly approxKl: number;
  /** mean(-log ratio). */
  readonly oldApproxKl: number;
  /** Share of decisions whose ratio left the clip range. */
  readonly clipFraction: number;
  /** Largest |ratio - 1| of the first optimiser step: 0 but for rounding when rollout and update see the same policy. */
  readonly firstRatioError: number;
}

const SUMS = ['policyLoss', 'valueLoss', 'entropy', 'approxKl', 'oldApproxKl', 'clipFraction'] as const;
type Sums = Record<(typeof SUMS)[number], number>;
const noSums = (): Sums => ({ policyLoss: 0, valueLoss: 0, entropy: 0, approxKl: 0, oldApproxKl: 0, clipFraction: 0 });

/** Adds up what the steps of an update say, from their outputs in JavaScript. @see http://joschu.net/blog/kl-approx.html */
export class UpdateMeasures {
  private readonly all = noSums();
  private pass = noSums();
  private steps = 0;
  private passSteps = 0;
  private firstRatioError = 0;

  constructor(private readonly clipRange: number) {}

  beginPass(): void {
    this.pass = noSums();
    this.passSteps = 0;
  }

  /** @returns mean approximate KL divergence over the steps of the current pass */
  get passKl(): number {
    return this.pass.approxKl / Math.max(1, this.passSteps);
  }

  add(inputs: HostTensors, { outputs }: StepResult): void {
    const values = measure(inputs, outputs, this.clipRange);
    if (this.steps === 0) this.firstRatioError = values.largestRatioError;
    for (const name of SUMS) {
      this.all[name] += values[name];
      this.pass[name] += values[name];
    }
    this.steps += 1;
    this.passSteps += 1;
  }

  summary(): UpdateSummary {
    const mean = (name: keyof Sums): number => this.all[name] / Math.max(1, this.steps);
    return {
      steps: this.steps,
      policyLoss: mean('policyLoss'),
      valueLoss: mean('valueLoss'),
      entropy: mean('entropy'),
      approxKl: mean('approxKl'),
      oldApproxKl: mean('oldApproxKl'),
      clipFraction: mean('clipFraction'),
      firstRatioError: this.firstRatioError,
    };
  }
}

function measure(inputs: HostTensors, outputs: HostTensors, clipRange: number) {
  const count = inputs['advantage']!.data.length;
  const [oldLog, advantage, returns] = ['old_log_probability', 'advantage', 'returns'].map(
    (name) => inputs[name]!.data,
  );
  const [newLog, value, entropy] = ['log_probability', 'value', 'entropy'].map((name) => outputs[name]!.data);
  const sums = { ...noSums(), largestRatioError: 0 };
  for (let i = 0; i < count; i++) {
    const logRatio = newLog![i]! - oldLog![i]!;
    const ratio = Math.exp(logRatio);
    const clipped = Math.max(1 - clipRange, Math.min(1 + clipRange, ratio));
    sums.policyLoss -= Math.min(ratio * advantage![i]!, clipped * advantage![i]!) / count;
    sums.valueLoss += (value![i]! - returns![i]!) ** 2 / count;
    sums.entropy += entropy![i]! / count;
    sums.approxKl += (ratio - 1 - logRatio) / count;
    sums.oldApproxKl -= logRatio / count;
    sums.clipFraction += (clipped === ratio ? 0 : 1) / count;
    sums.largestRatioError = Math.max(sums.largestRatioError, Math.abs(ratio - 1));
  }
  return sums;
}

/** @returns 1 - var(returns - values) / var(returns): 1 = the value knows the return, 0 = it knows its mean; 0 where returns do not vary */
export function explainedVariance(values: Float32Array, returns: Float32Array): number {
  const variance = (of: (i: number) => number): number => {
    let [mean, squares] = [0, 0];
    for (let i = 0; i < returns.length; i++) mean += of(i) / returns.length;
    for (let i = 0; i < returns.length; i++) squares += (of(i) - mean) ** 2 / returns.length;
    return squares;
  };
  const total = variance((i) => returns[i]!);
  return total === 0 ? 0 : 1 - variance((i) => returns[i]! - values[i]!) / total;
}
