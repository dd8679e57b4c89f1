import type { LadderSettings } from '#contract/config/ladder';
import type { Override } from '../workbench';

/** @returns settings as `--set` takes them; JSON is YAML */
export const toOverrides = (settings: LadderSettings): readonly Override[] =>
  Object.entries(settings).map(([path, value]) => `${path}=${JSON.stringify(value)}`);

/** Puts another experiment under a sweep. @returns a `--set` of it */
export const baseOverride = (experiment: string): string => `experiment=${JSON.stringify(experiment)}`;
