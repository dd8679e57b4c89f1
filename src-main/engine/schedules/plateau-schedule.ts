import type { ScheduleConfig } from '#contract/config/optimization';
import type { Schedule, ScheduleSetup, ScheduleState } from './schedule';
import { assertStateKeys } from './schedule-errors';
import { warmUpFactor, warmUpSteps } from './warm-up';

/**
 * Multiplies the rate with `plateau_factor` when the monitored value has not improved for more than `plateau_patience`
 * epochs, never below `final_fraction` of the full rate. Any strict improvement counts (PyTorch's ReduceLROnPlateau asks
 * for 1e-4 relative by default); a value that is not a number is no improvement.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
 */
export class PlateauSchedule implements Schedule {
  private readonly warmupSteps: number;
  private best: number | null = null;
  private epochsWithoutImprovement = 0;
  private share = 1;

  constructor(
    private readonly config: ScheduleConfig,
    private readonly setup: ScheduleSetup,
  ) {
    this.warmupSteps = warmUpSteps(config.warmup_fraction, setup.totalSteps);
  }

  learningRate(stepIndex: number): number {
    return this.setup.learningRate * this.share * warmUpFactor(stepIndex, this.warmupSteps);
  }

  observe(metric: number): void {
    if (this.isImprovement(metric)) {
      this.best = metric;
      this.epochsWithoutImprovement = 0;
      return;
    }
    this.epochsWithoutImprovement += 1;
    if (this.epochsWithoutImprovement <= this.config.plateau_patience) return;
    this.share = Math.max(this.share * this.config.plateau_factor, this.config.final_fraction);
    this.epochsWithoutImprovement = 0;
  }

  state(): ScheduleState {
    return { best: this.best, epochs_without_improvement: this.epochsWithoutImprovement, share: this.share };
  }

  restore(state: ScheduleState): void {
    assertStateKeys(state, Object.keys(this.state()));
    this.best = state['best'] ?? null;
    this.epochsWithoutImprovement = state['epochs_without_improvement'] ?? 0;
    this.share = state['share'] ?? 1;
  }

  /** Infinite values are refused too: they would not survive the JSON of a checkpoint. */
  private isImprovement(metric: number): boolean {
    if (!Number.isFinite(metric)) return false;
    if (this.best === null) return true;
    return this.setup.mode === 'min' ? metric < this.best : metric > this.best;
  }
}
