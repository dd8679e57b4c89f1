/** What a schedule carries from step to step; plain JSON for the checkpoint. */
export type ScheduleState = Readonly<Record<string, number | null>>;

/** How the learning rate moves during a run. */
export interface Schedule {
  /**
   * Pure between observations: asking twice gives the same.
   * @param stepIndex updates made before, from 0
   * @returns the rate of that step
   */
  learningRate(stepIndex: number): number;
  /** Tells the schedule the monitored value, once an epoch; only schedules that listen have it. */
  observe?(metric: number): void;
  /** @returns what {@link Schedule.restore} needs; empty for schedules that depend on the step alone */
  state(): ScheduleState;
  /** @throws ScheduleStateError when the state is of another kind of schedule; nothing is changed then */
  restore(state: ScheduleState): void;
}

/** What every schedule is made from, beside its configuration. */
export interface ScheduleSetup {
  /** Full rate: reached after the warm-up. */
  readonly learningRate: number;
  /** Updates of the whole run. */
  readonly totalSteps: number;
  /** Whether the monitored value is better when smaller or larger. */
  readonly mode: 'min' | 'max';
}
