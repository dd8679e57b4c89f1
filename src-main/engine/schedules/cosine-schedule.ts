import type { ScheduleConfig } from '#contract/config/optimization';
import type { Schedule, ScheduleSetup, ScheduleState } from './schedule';
import { assertStateKeys } from './schedule-errors';
import { warmUpFactor, warmUpSteps } from './warm-up';

/**
 * Linear warm-up over w steps, then half a cosine from the full rate at step w towards the final share at step `totalSteps`:
 *
 *   share(s) = final + (1 - final) * (1 + cos(pi * (s - w) / (totalSteps - w))) / 2
 *
 * The last step of a run, totalSteps - 1, is thus one step short of the final share; steps beyond the run keep it.
 * @see Loshchilov and Hutter (2017), equation 5 without restarts, https://arxiv.org/abs/1608.03983
 */
export class CosineSchedule implements Schedule {
  private readonly warmupSteps: number;

  constructor(
    private readonly config: ScheduleConfig,
    private readonly setup: ScheduleSetup,
  ) {
    this.warmupSteps = warmUpSteps(config.warmup_fraction, setup.totalSteps);
  }

  learningRate(stepIndex: number): number {
    const { learningRate, totalSteps } = this.setup;
    if (stepIndex < this.warmupSteps) return learningRate * warmUpFactor(stepIndex, this.warmupSteps);
    const progress = Math.min(1, (stepIndex - this.warmupSteps) / Math.max(1, totalSteps - this.warmupSteps));
    const final = this.config.final_fraction;
    return learningRate * (final + ((1 - final) * (1 + Math.cos(Math.PI * progress))) / 2);
  }

  state(): ScheduleState {
    return {};
  }

  restore(state: ScheduleState): void {
    assertStateKeys(state, []);
  }
}
