import { DEFAULT_SEASON_RANGES } from '#contract/config/deep-set-ranker';
import type { CheckSourceOutput } from '#contract/jobs';
import { dateText } from '../../data/day-number';
import { sourceFingerprint } from '../../data/source-fingerprint';
import type { BoxScores } from './box-scores/box-scores';
import { isBoxScoreFile } from './box-scores/layout';
import { readBoxScores } from './box-scores/read-box-scores';
import { createLeague } from './features/league';
import { seasonRanks } from './lists/season-ranks';
import { creditsOf } from './known-origins';

/**
 * Reads a whole source and says what it holds. Seasons are those of the default ranges; a run may configure others.
 * @throws as `readBoxScores`, naming every wrong row; DataSourceMissingError
 */
export function checkBoxScoreSource(folder: string): CheckSourceOutput {
  const { fingerprint, bytes } = sourceFingerprint(folder, isBoxScoreFile);
  const box = readBoxScores(folder, DEFAULT_SEASON_RANGES);
  return {
    fingerprint,
    bytes,
    rows: box.playerGames.count + box.games.count * 3,
    warnings: [...box.warnings, ...playoffWarnings(box)],
    facts: [
      { label: 'Seasons', value: box.seasons.map(({ name }) => name).join(', ') },
      { label: 'Games', value: String(box.games.count) },
      { label: 'Player rows', value: String(box.playerGames.count) },
      { label: 'Players', value: String(box.players.length) },
      { label: 'Teams', value: String(box.teams.length) },
      { label: 'Dates', value: `${dateText(box.games.days[0]!)} to ${dateText(box.games.days.at(-1)!)}` },
    ],
    credits: [...creditsOf(folder)],
  };
}

function playoffWarnings(box: BoxScores): readonly string[] {
  const league = createLeague(box);
  return box.seasons
    .filter((season) => seasonRanks(league, season).endOfSeason === null)
    .map(({ name }) => `${name} has no complete playoffs: metrics against the end-of-season rank are empty there.`);
}
