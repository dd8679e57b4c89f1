import { studentInterval, type Interval } from './describe';
import { holm } from './holm';
import { mean, standardDeviation } from './moments';
import { pairedDifferences, type ValuesBySeed } from './paired-differences';
import { pairedEffectSize } from './paired-effect-size';
import { pairedTTest, type PairedTTest } from './paired-t-test';
import { signFlipTest } from './sign-flip-test';
import { smallestReachableP } from './smallest-reachable-p';
import { verdict, type MetricDirection, type Verdict } from './verdict';
import { wilcoxonSignedRankTest, type WilcoxonTest } from './wilcoxon-signed-rank-test';

/** A pair of groups over the same seeds; differences are candidate minus baseline. */
export interface GroupComparison {
  readonly seeds: number;
  readonly differences: readonly number[];
  readonly mean: number;
  readonly standardDeviation: number;
  /** Student's 95 % interval of the mean difference. */
  readonly interval: Interval;
  readonly t: PairedTTest;
  /** Two-sided exact p. */
  readonly signFlipP: number;
  readonly wilcoxon: WilcoxonTest;
  /** d_z. */
  readonly effectSize: number;
  readonly smallestReachableP: number;
}

/** A comparison as a member of its family. */
export interface JudgedComparison extends GroupComparison {
  /** Sign-flip p after Holm. */
  readonly adjustedP: number;
  readonly verdict: Verdict;
}

/** @throws StatisticsInputError for unmatched seeds, one seed, values that are not finite, or identical differences */
export function compareGroups(baseline: ValuesBySeed, candidate: ValuesBySeed): GroupComparison {
  const differences = pairedDifferences(baseline, candidate);
  return {
    t: pairedTTest(differences),
    seeds: differences.length,
    differences,
    mean: mean(differences),
    standardDeviation: standardDeviation(differences),
    interval: studentInterval(differences),
    signFlipP: signFlipTest(differences),
    wilcoxon: wilcoxonSignedRankTest(differences),
    effectSize: pairedEffectSize(differences),
    smallestReachableP: smallestReachableP(differences.length),
  };
}

/** The planned family that comparisons are judged in. */
export interface ComparisonFamily {
  readonly direction: MetricDirection;
  /** Planned comparisons, also those without runs yet: eight for the nine ablations. */
  readonly plannedComparisons: number;
  readonly alpha: number;
}

/** @returns the comparisons with Holm's adjusted p and a verdict each, in the order given */
export function judgeFamily(
  comparisons: readonly GroupComparison[],
  { direction, plannedComparisons, alpha }: ComparisonFamily,
): readonly JudgedComparison[] {
  const adjusted = holm(
    comparisons.map(({ signFlipP }) => signFlipP),
    plannedComparisons,
  );
  return comparisons.map((comparison, index) => {
    const adjustedP = adjusted[index]!;
    const { mean: meanDifference, seeds } = comparison;
    return {
      ...comparison,
      adjustedP,
      verdict: verdict({ meanDifference, direction, seeds, adjustedP, comparisons: plannedComparisons, alpha }),
    };
  });
}
