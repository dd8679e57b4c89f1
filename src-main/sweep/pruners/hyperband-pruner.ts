import { keyedRandom } from '../random/trial-random';
import type { PrunerFactory } from './pruner';
import { judgeHalving } from './successive-halving';

export interface HyperbandConfig {
  readonly min_resource: number;
  readonly max_resource: number;
  readonly reduction_factor: number;
}

/**
 * @returns trials of each bracket in proportion, the one that looks earliest first: ceil(brackets f^s / (s + 1)) with s
 *   looks left (Li et al. 2018, section 2.3)
 */
export function bracketShares({ min_resource, max_resource, reduction_factor }: HyperbandConfig): readonly number[] {
  const ratio = Math.max(1, max_resource / min_resource);
  const brackets = 1 + Math.floor(Math.log(ratio) / Math.log(reduction_factor) + 1e-9);
  return Array.from({ length: brackets }, (_, bracket) => {
    const left = brackets - 1 - bracket;
    return Math.ceil((brackets * reduction_factor ** left) / (left + 1));
  });
}

/** @returns the bracket of a trial: drawn from its number alone, in proportion to the shares */
export function bracketOf(shares: readonly number[], number: number): number {
  let rest = keyedRandom(0xb4ac, number)() * shares.reduce((sum, share) => sum + share, 0);
  const bracket = shares.findIndex((share) => (rest -= share) < 0);
  return bracket < 0 ? shares.length - 1 : bracket;
}

/**
 * Several successive halvings side by side, each beginning to look later than the one before, so that neither quick nor slow
 * learners are judged by one schedule. Trials compete within their bracket.
 * @see Li et al. (2018), Hyperband, JMLR 18(185); asynchronous as in Optuna's HyperbandPruner
 */
export const createHyperbandPruner: PrunerFactory<HyperbandConfig> = (config) => {
  const shares = bracketShares(config);
  return {
    judge(question) {
      const bracket = bracketOf(shares, question.number);
      const competition = {
        name: `bracket ${bracket}`,
        has: (number: number) => bracketOf(shares, number) === bracket,
      };
      const verdict = judgeHalving({ ...config, min_early_stopping_rate: bracket }, question, competition);
      return verdict.reason === ''
        ? verdict
        : { ...verdict, reason: `bracket ${bracket + 1} of ${shares.length}, ${verdict.reason}` };
    },
  };
};
