import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckSourceOutput } from '#contract/jobs';
import { sourceFingerprint } from '../../data/source-fingerprint';
import { isTrackingFile, trackingFolder } from './tracking/layout';
import { readTracking } from './tracking/read-tracking';

/** Lengths do not matter for a check; short ones keep little. */
const SHORT = { maxInputLen: 2, maxOutputLen: 1 };

/**
 * Reads a whole source and says what it holds.
 * @throws as `readTracking`, naming every wrong row; DataSourceMissingError
 */
export function checkTrackingSource(source: string, signal: AbortSignal): CheckSourceOutput {
  const { fingerprint, bytes } = sourceFingerprint(trackingFolder(source), isTrackingFile);
  const { header, arrays } = readTracking(source, SHORT, () => signal.throwIfAborted());
  const { weeks } = header;
  const seasons = [...new Set(weeks.map(({ season }) => season))];
  const inputRows = weeks.reduce((sum, week) => sum + week.inputRows, 0);
  const outputRows = weeks.reduce((sum, week) => sum + week.outputRows, 0);
  const unjudged = weeks.filter(({ output }) => output === null);
  const isTurned = arrays.playTurned.reduce((sum, turned) => sum + turned, 0);
  return {
    fingerprint,
    bytes,
    rows: inputRows + outputRows,
    warnings:
      unjudged.length === 0
        ? []
        : [`${unjudged.map(({ input }) => input).join(', ')} has no output file: it can be forecast, not trained on.`],
    facts: [
      { label: 'Seasons', value: seasons.join(', ') },
      {
        label: 'Weeks',
        value: `${weeks.length} files, weeks ${[...new Set(weeks.map(({ week }) => week))].sort((a, b) => a - b).join(', ')}`,
      },
      { label: 'Games', value: String(new Set(arrays.playGame).size) },
      { label: 'Plays', value: `${arrays.playGame.length}, ${isTurned} to the left` },
      {
        label: 'Players',
        value: `${arrays.trackPlay.length}, ${arrays.trackPredict.reduce((a, b) => a + b, 0)} to predict`,
      },
      { label: 'Rows', value: `${inputRows} input, ${outputRows} output` },
    ],
    credits: [...creditsOf(source)],
  };
}

const ORIGIN = 'NFL Next Gen Stats';

/** @returns the origin that the folder's README.md asks to be named with results */
function creditsOf(folder: string): readonly string[] {
  const readme = join(folder, 'README.md');
  return existsSync(readme) && readFileSync(readme, 'utf8').includes(ORIGIN) ? [`Tracking: ${ORIGIN}`] : [];
}
