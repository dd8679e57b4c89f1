// npm test: sets up what is missing, then checks, unit, conformance, golden, integration and window tests.
// npm test -- [checks | unit | conformance | golden | integration | e2e]... [words for Vitest]: a part of that.
// The last line counts: `N passed, N failed, N skipped`.
import { runChecks } from './checks/run-checks.mjs';
import { electronEnvironment } from './setup/electron-binary.mjs';
import {
  prepareCommandLine,
  prepareLibraries,
  prepareTensorFlow,
  prepareTools,
  prepareWindowTests,
} from './setup/prepare.mjs';
import { say } from './setup/say.mjs';
import { explain } from './setup/setup-error.mjs';
import { addCounts, countChecks, noCounts } from './tests/counts.mjs';
import { planTests } from './tests/plan.mjs';
import { runVitest } from './tests/run-vitest.mjs';

const isCi = ['true', '1'].includes(process.env.CI);

/** What one phase needs beyond the checkout's packages. @returns the environment of its tests */
async function prepareFor(phase) {
  if (phase.includes('e2e')) return electronEnvironment(await prepareWindowTests());
  await (phase.includes('integration') ? prepareCommandLine() : prepareLibraries());
  if (phase.includes('unit') || phase.includes('conformance')) await prepareTensorFlow();
  return process.env;
}

/** A phase that cannot be set up (a missing library of the window, say) is one failure, and the others still run. */
async function runPhase(phase, vitestArguments) {
  console.log(`\n${phase.join(', ')}`);
  try {
    return await runVitest(phase, vitestArguments, await prepareFor(phase));
  } catch (error) {
    explain(error);
    return { ...noCounts(), failed: 1, failures: [`${phase.join(', ')}: could not start (${error.message})`] };
  }
}

async function runPlan({ runsChecks, phases, vitestArguments }) {
  await prepareTools();
  const counts = runsChecks ? [countChecks(await runChecks())] : [];
  for (const phase of phases) counts.push(await runPhase(phase, vitestArguments));
  return addCounts(counts);
}

function report(counts, isFiltered) {
  const skips = isFiltered ? [] : counts.skips;
  for (const title of counts.failures) console.log(`FAILED   ${title}`);
  for (const title of skips) console.log(`skipped  ${title}`);
  const failsForSkips = isCi && skips.length > 0;
  if (failsForSkips) console.log('On CI a skipped test is a failure: everything has to be looked at there.');
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${skips.length} skipped`);
  return counts.failed > 0 || failsForSkips ? 1 : 0;
}

const plan = planTests(process.argv.slice(2));
try {
  process.exitCode = report(await runPlan(plan), plan.isFiltered);
} catch (error) {
  process.exitCode = explain(error);
  say('the tests could not start.');
  report({ ...noCounts(), failed: 1 }, false);
}
