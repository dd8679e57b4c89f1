import { DuplicateRowError, InvalidValueError } from '#contract/errors/data-errors';
import type { DataProblems } from '../../../data/data-problems';
import { requireDataFile } from '../../../data/read-data-file';
import { readTable } from '../../../data/read-table';
import { CONFERENCES } from './box-scores';
import type { Conference, Team } from './box-scores';
import { KNOWN_CONFERENCES } from './known-conferences';
import { LAYOUT } from './layout';

/** The teams of a source and where each id stands in the list. */
export interface Teams {
  readonly file: string;
  readonly list: readonly Team[];
  readonly positions: ReadonlyMap<number, number>;
  /** Abbreviations of the teams whose conference the source leaves empty. */
  readonly assumedConferences: readonly string[];
}

const isConference = (text: string): text is Conference => (CONFERENCES as readonly string[]).includes(text);

/** How tables write that nothing is known. */
const EMPTY = new Set(['', 'NA', 'NaN', 'null', 'None']);

/** Reads `teams.csv`, ordered by id. An empty conference is that of the abbreviation, where that is known. @throws as {@link readTable} */
export function readTeams(folder: string, problems: DataProblems): Teams {
  const file = requireDataFile(folder, 'teams');
  const { columns, rowCount, lines } = readTable(folder, file, LAYOUT.teams, problems);
  const lineById = new Map<number, number>();
  const list: Team[] = [];
  const assumedConferences: string[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    const id = columns.team_id[row]!;
    const place = { file, line: lines[row]! };
    const abbreviation = columns.abbreviation.values[columns.abbreviation.codes[row]!]!;
    const written = columns.conference.values[columns.conference.codes[row]!]!;
    const conference = EMPTY.has(written) ? (KNOWN_CONFERENCES.get(abbreviation) ?? written) : written;
    const firstLine = lineById.get(id);
    if (firstLine !== undefined) problems.add(new DuplicateRowError(place, `team_id ${id}`, firstLine));
    else if (!isConference(conference)) problems.add(new InvalidValueError(place, 'conference', conference, 'E or W'));
    else {
      if (conference !== written) assumedConferences.push(abbreviation);
      list.push({
        id,
        abbreviation,
        name: columns.name.values[columns.name.codes[row]!]!,
        conference,
      });
    }
    lineById.set(id, lines[row]!);
  }
  list.sort((a, b) => a.id - b.id);
  return { file, list, positions: new Map(list.map((team, position) => [team.id, position])), assumedConferences };
}
