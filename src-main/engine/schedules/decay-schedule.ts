import type { ScheduleConfig } from '#contract/config/optimization';
import type { Schedule, ScheduleSetup, ScheduleState } from './schedule';
import { assertStateKeys } from './schedule-errors';
import { warmUpFactor, warmUpSteps } from './warm-up';

/** What is left of the way down after a share `progress` of it: 1 at 0, 0 at 1. */
export type DecayShape = (progress: number) => number;

/** Half a cosine. @see Loshchilov and Hutter (2017), equation 5 without restarts, https://arxiv.org/abs/1608.03983 */
export const cosineDecay: DecayShape = (progress) => (1 + Math.cos(Math.PI * progress)) / 2;
/** A straight line, usual for PPO. */
export const linearDecay: DecayShape = (progress) => 1 - progress;

/**
 * Linear warm-up over w steps, then down from the full rate at step w towards the final share at step `totalSteps`:
 *
 *   share(s) = final + (1 - final) * shape((s - w) / (totalSteps - w))
 *
 * The last step of a run, totalSteps - 1, is thus one step short of the final share; steps beyond the run keep it.
 */
export class DecaySchedule implements Schedule {
  private readonly warmupSteps: number;

  constructor(
    private readonly config: ScheduleConfig,
    private readonly setup: ScheduleSetup,
    private readonly shape: DecayShape,
  ) {
    this.warmupSteps = warmUpSteps(config.warmup_fraction, setup.totalSteps);
  }

  learningRate(stepIndex: number): number {
    const { learningRate, totalSteps } = this.setup;
    if (stepIndex < this.warmupSteps) return learningRate * warmUpFactor(stepIndex, this.warmupSteps);
    const progress = Math.min(1, (stepIndex - this.warmupSteps) / Math.max(1, totalSteps - this.warmupSteps));
    const final = this.config.final_fraction;
    return learningRate * (final + (1 - final) * this.shape(progress));
  }

  state(): ScheduleState {
    return {};
  }

  restore(state: ScheduleState): void {
    assertStateKeys(state, []);
  }
}
