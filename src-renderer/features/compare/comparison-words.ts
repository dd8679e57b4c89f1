import type { Comparison, VerdictKind } from '#contract/compare';
import { formatDifference, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import type { IconName } from '../../ui/icon';

export interface VerdictLook {
  readonly icon: IconName;
  readonly tone: 'ok' | 'bad' | 'idle' | 'warn';
  readonly words: string;
}

const LOOKS: Readonly<Record<VerdictKind, VerdictLook>> = {
  better: { icon: 'status-done', tone: 'ok', words: 'Better' },
  worse: { icon: 'status-stopped', tone: 'bad', words: 'Worse' },
  'no-difference-shown': { icon: 'target', tone: 'idle', words: 'No difference shown' },
  'cannot-be-shown': { icon: 'off', tone: 'idle', words: 'Cannot be shown' },
  'not-compared': { icon: 'warning', tone: 'warn', words: 'Not compared' },
};

/** @returns icon and words of a verdict; one about the seeds says how many there are and how many it takes */
export function verdictLook({
  verdict,
  n,
  seedsNeeded,
}: Pick<Comparison, 'verdict' | 'n' | 'seedsNeeded'>): VerdictLook {
  const look = LOOKS[verdict];
  if (verdict !== 'cannot-be-shown') return look;
  const needs = seedsNeeded === null ? '' : `, needs ${seedsNeeded}`;
  return { ...look, words: `${look.words} with n = ${n}${needs}` };
}

/** @returns three decimals, `< 0.001`, or `n/a` */
export function pText(p: number | null): string {
  if (p === null) return NOT_AVAILABLE;
  return p < 0.001 ? '< 0.001' : formatNumber(p, 3);
}

/** @returns `[−0.0033, 0.0293]`, or `n/a` */
export function intervalText(
  interval: { readonly lower: number; readonly upper: number } | null,
  digits: number,
  isDifference = false,
): string {
  if (interval === null) return NOT_AVAILABLE;
  const write = isDifference ? formatDifference : formatNumber;
  return `[${write(interval.lower, digits)}, ${write(interval.upper, digits)}]`;
}

/** @returns whether the p values of a pair may carry a claim: grey where no p of these seeds could */
export const canClaim = ({ verdict }: Pick<Comparison, 'verdict'>): boolean =>
  verdict !== 'cannot-be-shown' && verdict !== 'not-compared';
