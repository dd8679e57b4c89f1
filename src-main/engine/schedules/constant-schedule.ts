import type { ScheduleConfig } from '#contract/config/optimization';
import type { Schedule, ScheduleSetup, ScheduleState } from './schedule';
import { assertStateKeys } from './schedule-errors';
import { warmUpFactor, warmUpSteps } from './warm-up';

/** The full rate at every step after the warm-up. */
export class ConstantSchedule implements Schedule {
  private readonly warmupSteps: number;

  constructor(
    config: ScheduleConfig,
    private readonly setup: ScheduleSetup,
  ) {
    this.warmupSteps = warmUpSteps(config.warmup_fraction, setup.totalSteps);
  }

  learningRate(stepIndex: number): number {
    return this.setup.learningRate * warmUpFactor(stepIndex, this.warmupSteps);
  }

  state(): ScheduleState {
    return {};
  }

  restore(state: ScheduleState): void {
    assertStateKeys(state, []);
  }
}
