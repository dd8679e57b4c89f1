import type { ForwardFunction, ForwardPass } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';
import type { ParameterStore } from '../../../backend/parameter-store';
import { createStatistics } from '../network/network';
import { runningMean, runningVariance } from '../network/network-parameters';
import { convolutionLayers, normOf, type NetworkShape } from '../network/network-shape';

/** Share of the new statistics at each renewal; PyTorch's batch norm has the same. */
const MOMENTUM = 0.1;

/**
 * The statistics of batch norm. Under `batch-frozen` they are renewed once a rollout, on the observations that it collected,
 * after its update: rollout and update then see one policy, and the first ratio of an update is 1. Under `batch-train` they
 * follow every optimiser step, as in the brief.
 */
export class RunningStatistics {
  private readonly layers: number;
  /** null where nothing is renewed by a pass of its own. */
  private readonly pass: ForwardFunction | null;
  private readonly followsSteps: boolean;

  constructor(shape: NetworkShape) {
    const norm = normOf(shape);
    this.layers = convolutionLayers(shape).length;
    this.pass = norm === 'batch-frozen' ? createStatistics(shape) : null;
    this.followsSteps = norm === 'batch-train';
  }

  /** @returns whether the first observations should be looked at before anything is played */
  needsStart(parameters: ParameterStore): boolean {
    return this.pass !== null && parameters.value(runningMean(0)).every((value) => value === 0);
  }

  /** Takes the statistics of observations over as they are: a network that has seen nothing has none to blend with. */
  start(observations: HostTensors, parameters: ParameterStore, compile: Compile): Promise<void> {
    return this.blend(observations, parameters, compile, 1);
  }

  /** After an update, on a sample of its rollout. */
  renew(observations: HostTensors, parameters: ParameterStore, compile: Compile): Promise<void> {
    return this.blend(observations, parameters, compile, MOMENTUM);
  }

  /** After an optimiser step. */
  follow(outputs: HostTensors, parameters: ParameterStore): void {
    if (this.followsSteps) this.take(outputs, parameters, MOMENTUM);
  }

  private async blend(observations: HostTensors, parameters: ParameterStore, compile: Compile, share: number) {
    if (this.pass !== null) this.take(await compile(this.pass).run(observations), parameters, share);
  }

  private take(statistics: HostTensors, parameters: ParameterStore, share: number): void {
    for (let layer = 0; layer < this.layers; layer++) {
      mix(parameters.value(runningMean(layer)), statistics[`mean.${layer}`]!.data as Float32Array, share);
      mix(parameters.value(runningVariance(layer)), statistics[`variance.${layer}`]!.data as Float32Array, share);
    }
  }
}

type Compile = (forward: ForwardFunction) => ForwardPass;

function mix(old: Float32Array, fresh: Float32Array, share: number): void {
  for (let i = 0; i < old.length; i++) old[i] = old[i]! * (1 - share) + fresh[i]! * share;
}
