import type { TerritoryBot } from '#contract/territory';
import { ENVIRONMENT_HASH } from '../environment-hash';
import type { Finding } from './finding';

const REQUIRED: readonly TerritoryBot[] = ['idle', 'random', 'greedy'];

/** BASE-MISSING: a result table without the rows that a result means something beside; blocks the export. */
export function baseMissing(
  rows: readonly { readonly bot: TerritoryBot; readonly environmentHash: string }[],
): Finding | null {
  const has = (bot: TerritoryBot): boolean =>
    rows.some((row) => row.bot === bot && row.environmentHash === ENVIRONMENT_HASH);
  const missing = REQUIRED.filter((bot) => !has(bot));
  if (missing.length === 0) return null;
  return {
    id: 'base-missing',
    severity: 'error',
    message: `The result table lacks ${missing.join(', ')} of environment ${ENVIRONMENT_HASH}.`,
    cause: 'A win rate means nothing without what doing nothing, chance and a simple rule reach in the same games.',
    nextStep: 'Play the scripted rows (they take seconds) before exporting.',
    value: missing.length,
  };
}
