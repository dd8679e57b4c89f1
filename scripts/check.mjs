// npm run check [-- --fix]: types, import boundaries, lint and formatting.
import { runChecks } from './checks/run-checks.mjs';
import { prepareTools } from './setup/prepare.mjs';
import { runScript } from './setup/setup-error.mjs';

await runScript(async () => {
  await prepareTools();
  const results = await runChecks({ fix: process.argv.includes('--fix') });
  return results.every((result) => result.isPassed) ? 0 : 1;
});
