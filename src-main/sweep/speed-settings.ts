import type { ExperimentConfig } from '#contract/config/experiment';
import type { SweepConfig } from '#contract/config/sweep';
import type { SpeedSetting } from '#contract/sweeps';

/** A setting that trades completeness for time. */
interface SpeedRule {
  readonly setting: string;
  readonly key: string;
  /** Whether a value leaves something out. */
  readonly isOff: (value: unknown) => boolean;
  readonly effect: string;
}

const isLimited = (value: unknown): boolean => value !== null;
const isFalse = (value: unknown): boolean => value === false;

/** The table of the sweep brief, and what other families have of the same kind. A family without the key has no row. */
const RULES: readonly SpeedRule[] = [
  {
    setting: 'Clone classifier',
    key: 'clone_classifier.enabled',
    isOff: isFalse,
    effect: 'Off skips the step Clone classifier.',
  },
  {
    setting: 'Out-of-fold lists',
    key: 'training.max_lists_oof',
    isOff: isLimited,
    effect: 'Fewer lists make the out-of-fold trainings shorter and the stacker rougher.',
  },
  {
    setting: 'Final lists',
    key: 'training.max_final_batches',
    isOff: isLimited,
    effect: 'Model A trains on so many lists instead of all.',
  },
  {
    setting: 'Dates',
    key: 'training.max_dates',
    isOff: isLimited,
    effect: 'Lists are built for so many dates, evenly sampled.',
  },
  {
    setting: 'Attention debug',
    key: 'model_a.attention_debug',
    isOff: isFalse,
    effect: 'Off logs no attention statistics.',
  },
  {
    setting: 'Walk-forward',
    key: 'training.walk_forward',
    isOff: isFalse,
    effect: 'Off trains folds once instead of one model for each past.',
  },
  {
    setting: 'Batch cache',
    key: 'training.batch_cache.enabled',
    isOff: (value) => value === true,
    effect: 'On reads prepared batches back instead of building them for each trial.',
  },
  {
    setting: 'Share of the data',
    key: 'data.fraction',
    isOff: (value) => value !== 1,
    effect: 'Trials see this share of the samples: their order may differ on all of them.',
  },
];

const valueAt = (config: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
      config,
    );

/**
 * What a sweep leaves out for speed, from the configuration that its trials get: the table of the sweep brief, computed.
 * @returns keys that the space itself varies are left out: their cost is part of the search
 */
export function speedSettings(base: ExperimentConfig, sweep: SweepConfig): readonly SpeedSetting[] {
  const fixed = RULES.flatMap(({ setting, key, isOff, effect }): SpeedSetting[] => {
    const value = valueAt(base, key);
    if (value === undefined || Object.hasOwn(sweep.space, key)) return [];
    return [{ setting, key, value: JSON.stringify(value), state: isOff(value) ? 'off' : 'on', effect }];
  });
  const seeds = base.seeds.length;
  const { trials, jobs } = sweep.limits;
  return [
    ...fixed,
    {
      setting: 'Seeds',
      key: 'seeds',
      value: JSON.stringify(base.seeds.slice(0, 1)),
      state: 'off',
      effect: `A trial trains the first seed only${seeds > 1 ? ` of ${seeds}` : ''}: differences of a few trials may be noise.`,
    },
    {
      setting: 'Jobs',
      key: 'limits.jobs',
      value: String(jobs),
      state: jobs > 1 ? 'off' : 'on',
      effect: 'Trials that train at once, each on a core of its own.',
    },
    {
      setting: 'Trials',
      key: 'limits.trials',
      value: JSON.stringify(trials),
      state: trials === null ? 'on' : 'off',
      effect: 'Fewer trials look at less of the space.',
    },
    {
      setting: 'Pruner',
      key: 'pruner.kind',
      value: sweep.pruner.kind,
      state: sweep.pruner.kind === 'none' ? 'on' : 'off',
      effect: 'Pruned trials are stopped before their end.',
    },
  ];
}
