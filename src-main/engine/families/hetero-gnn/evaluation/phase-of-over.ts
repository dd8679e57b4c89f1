/** Five phases by the real over, and super overs apart. The brief names five and defines none; these are ours. */
export type ReportPhase = 'powerplay' | 'middle_1' | 'middle_2' | 'death_1' | 'death_2' | 'super_over';

const LAST_OVERS = [
  [5, 'powerplay'],
  [10, 'middle_1'],
  [15, 'middle_2'],
  [17, 'death_1'],
] as const satisfies readonly (readonly [number, ReportPhase])[];

/** @param over real over, from 0 */
export function reportPhase(over: number, isSuperOver: boolean): ReportPhase {
  if (isSuperOver) return 'super_over';
  return LAST_OVERS.find(([last]) => over <= last)?.[1] ?? 'death_2';
}
