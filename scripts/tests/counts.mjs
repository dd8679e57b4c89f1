import path from 'node:path';
import { projectRoot } from '../setup/project-root.mjs';

/** @typedef {{passed: number, failed: number, skipped: number, failures: string[], skips: string[]}} Counts */

/** @returns {Counts} */
export const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, failures: [], skips: [] });

/** @returns {Counts} one check counts as one test */
export function countChecks(results) {
  const failures = results.filter((result) => !result.isPassed).map((result) => `check: ${result.name}`);
  return { ...noCounts(), passed: results.length - failures.length, failed: failures.length, failures };
}

function countFile(file) {
  const counts = noCounts();
  const name = path.relative(projectRoot, file.name);
  for (const test of file.assertionResults) {
    const title = `${name} > ${test.fullName}`;
    if (test.status === 'passed') counts.passed += 1;
    else if (test.status === 'failed') counts.failures.push(title);
    else counts.skips.push(title);
  }
  // A file that does not load, or whose set-up fails, is one failure although none of its tests is.
  if (file.status === 'failed' && counts.failures.length === 0) {
    const [reason] = (file.message || 'did not load').split('\n');
    counts.failures.push(`${name} (${reason})`);
  }
  return { ...counts, failed: counts.failures.length, skipped: counts.skips.length };
}

/**
 * @param {object | undefined} report what Vitest's json reporter wrote; nothing when Vitest did not get that far
 * @param {number} exitCode of Vitest
 * @returns {Counts}
 */
export function countVitest(report, exitCode, phase) {
  const counts = addCounts((report?.testResults ?? []).map(countFile));
  if (exitCode === 0 || counts.failed > 0) return counts;
  // An error outside of any test, such as a rejected promise that nobody awaited.
  return addCounts([
    counts,
    { ...noCounts(), failed: 1, failures: [`${phase.join(', ')}: Vitest ended with ${exitCode}`] },
  ]);
}

/** @param {Counts[]} parts @returns {Counts} */
export function addCounts(parts) {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
      failures: [...sum.failures, ...part.failures],
      skips: [...sum.skips, ...part.skips],
    }),
    noCounts(),
  );
}
