import { metricDescriptor } from '#contract/metrics';

/** @returns `best Conference Spearman` of `best-conference_spearman`, other roles as they are */
export function roleWords(role: string): string {
  const metric = /^best-(.+)$/.exec(role)?.[1];
  return metric === undefined ? role : `best ${metricDescriptor(metric).label.toLowerCase()}`;
}
