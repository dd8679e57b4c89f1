import type { ScheduleConfig } from '#contract/config/optimization';
import { ConstantSchedule } from './constant-schedule';
import { cosineDecay, DecaySchedule, linearDecay } from './decay-schedule';
import { PlateauSchedule } from './plateau-schedule';
import type { Schedule, ScheduleSetup } from './schedule';

/** Schedules, as `schedule.kind` names them. */
export type ScheduleId = ScheduleConfig['kind'];

/** One constructor a schedule; all of them warm up first when `warmup_fraction` is above 0. */
export const SCHEDULES = {
  constant: (config, setup) => new ConstantSchedule(config, setup),
  cosine: (config, setup) => new DecaySchedule(config, setup, cosineDecay),
  linear: (config, setup) => new DecaySchedule(config, setup, linearDecay),
  plateau: (config, setup) => new PlateauSchedule(config, setup),
} satisfies Record<ScheduleId, (config: ScheduleConfig, setup: ScheduleSetup) => Schedule>;

/** @returns the schedule that the configuration names, at the start of a run */
export const createSchedule = (config: ScheduleConfig, setup: ScheduleSetup): Schedule =>
  SCHEDULES[config.kind](config, setup);
