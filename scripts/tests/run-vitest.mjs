import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withDisplay } from '../setup/display.mjs';
import { localTool } from '../setup/local-tool.mjs';
import { inProject } from '../setup/project-root.mjs';
import { runInForeground } from '../setup/run.mjs';
import { countVitest } from './counts.mjs';

function readReport(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Runs a command whose temporary files all lie in one folder, which is gone afterwards: whole tests leave thousands. */
async function withTemporaryFolder(env, run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-'));
  try {
    return await run({ ...env, TMPDIR: folder, TEMP: folder, TMP: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs one phase of projects: results on the terminal as they come, counts from the report that Vitest writes beside. */
export async function runVitest(phase, vitestArguments, env) {
  const reportFile = inProject('test-results', `${phase.join('-')}.json`);
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(reportFile, { force: true });
  const command = [
    ...[...localTool('vitest'), 'run', '--passWithNoTests'],
    ...phase.flatMap((project) => ['--project', project]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    ...vitestArguments,
  ];
  const exitCode = await withTemporaryFolder(env, (env) =>
    runInForeground(phase.includes('e2e') ? withDisplay(command) : command, { env }),
  );
  return countVitest(readReport(reportFile), exitCode, phase);
}
