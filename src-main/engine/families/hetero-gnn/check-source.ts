import type { CheckSourceOutput } from '#contract/jobs';
import { dateText } from '../../data/day-number';
import { archiveFiles } from './archive/archive-files';
import { isMadeUp } from './generate/made-up-names';
import type { MatchArchive } from './matches/match-archive';
import { refusedWarnings } from './matches/refused-warnings';
import { readMatchArchive } from './matches/read-match-archive';

/** The licence asks to be named where the data is shown. */
const CREDIT = 'Ball-by-ball data: Cricsheet (cricsheet.org), ODC-BY 1.0.';

/**
 * Reads a whole source and says what it holds. Nothing of a cache is used: this is the look at the files themselves.
 *
 * @param path a Cricsheet archive (.zip), or a folder that holds one or more
 * @throws as `archiveFiles` and `readMatchArchive`
 */
export async function checkCricketSource(path: string, signal: AbortSignal): Promise<CheckSourceOutput> {
  const { paths, fingerprint, bytes } = archiveFiles(path);
  const archive = await readMatchArchive(paths, () => undefined, signal);
  return {
    fingerprint,
    bytes,
    rows: archive.deliveries.over.length,
    warnings: [...refusedWarnings(archive), ...archive.warnings],
    facts: factsOf(archive),
    credits: archive.venues.every(isMadeUp) ? [] : [CREDIT],
  };
}

function factsOf({ matches, innings, deliveries, broken, venues, teams }: MatchArchive): CheckSourceOutput['facts'] {
  const onField = new Set([...deliveries.batter, ...deliveries.nonStriker, ...deliveries.bowler]);
  const superOvers = innings.filter(({ isSuperOver }) => isSuperOver).length;
  const count = (value: number): string => value.toLocaleString('en-GB');
  return [
    { label: 'Matches', value: count(matches.length) },
    { label: 'Refused matches', value: count(broken.length) },
    { label: 'Dates', value: `${dateText(matches[0]!.day)} to ${dateText(matches.at(-1)!.day)}` },
    { label: 'Innings', value: `${count(innings.length)}, ${count(superOvers)} of them in super overs` },
    { label: 'Deliveries', value: count(deliveries.over.length) },
    { label: 'Samples', value: count(deliveries.over.length - innings.length) },
    { label: 'Players', value: count(onField.size) },
    { label: 'Teams', value: count(teams.length) },
    { label: 'Venues', value: count(venues.length) },
  ];
}
