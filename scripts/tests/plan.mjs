/** The projects of vitest.config.ts, in the order they run. Those of one phase run together, so that no core waits for a straggler. */
const PHASES = [['unit', 'conformance', 'golden'], ['integration'], ['e2e']];

const PROJECTS = PHASES.flat();

/**
 * Reads the words after `npm test --`.
 *
 * Names of projects (and `checks`) choose what runs; everything else goes to Vitest. Without a name, words for Vitest run in all
 * projects: `npm test -- -t padding`.
 *
 * @returns {{runsChecks: boolean, phases: string[][], vitestArguments: string[], isFiltered: boolean}}
 */
export function planTests(words) {
  const firstOther = words.findIndex((word) => word !== 'checks' && !PROJECTS.includes(word));
  const names = firstOther < 0 ? words : words.slice(0, firstOther);
  const vitestArguments = words.slice(names.length);
  const isChosen = (project) => names.length === 0 || names.includes(project);
  return {
    runsChecks: words.length === 0 || names.includes('checks'),
    phases: PHASES.map((phase) => phase.filter(isChosen)).filter((phase) => phase.length > 0),
    vitestArguments,
    // Vitest counts the tests that a filter leaves out as skipped.
    isFiltered: vitestArguments.length > 0,
  };
}
