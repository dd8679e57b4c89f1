import type { ConfigDifference } from '#contract/compare';
import { EXPERIMENT_SCHEMAS } from '#contract/config/experiment';
import type { FamilyId } from '#contract/ids';
import type { LabelledGroup } from './run-groups';

/** Keys that never tell groups apart: seeds differ within a group, bookkeeping changes no result. */
function isIgnored(family: FamilyId, path: string): boolean {
  const shape: Readonly<Record<string, { meta(): Readonly<Record<string, unknown>> | undefined }>> =
    EXPERIMENT_SCHEMAS[family].shape;
  return path === 'seeds' || shape[path]?.meta()?.['bookkeeping'] === true;
}

/** @returns the nested keys whose values are not the same in all groups, beside the baseline's */
export function configDifference(groups: readonly LabelledGroup[], baselineKey: string): ConfigDifference {
  const baseline = groups.find(({ key }) => key === baselineKey)!;
  const family = baseline.runs[0]!.family;
  const configs = groups.map(({ runs }) => runs[0]!.config);
  const base = baseline.runs[0]!.config;
  const paths = [...new Set([base, ...configs].flatMap((config) => Object.keys(config)))].filter(
    (path) => !isIgnored(family, path) && configs.some((config) => config[path] !== base[path]),
  );
  return {
    baseline: baseline.key,
    groups: groups.map(({ key, label }) => ({ key, label })),
    rows: paths.map((path) => ({
      path,
      baseline: base[path] ?? null,
      values: configs.map((config) => ({
        value: config[path] ?? null,
        isDifferent: config[path] !== base[path],
      })),
    })),
  };
}
