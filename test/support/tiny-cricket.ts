import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** A delivery of a match written by hand: A1 faces, A2 waits, B1 bowls, unless it says otherwise. */
export interface TinyDelivery {
  readonly runs?: number;
  readonly extras?: Readonly<Record<string, number>>;
  readonly wickets?: readonly Readonly<Record<string, unknown>>[];
  readonly batter?: string;
  readonly nonStriker?: string;
  readonly bowler?: string;
}

export interface TinyInnings {
  readonly team?: string;
  readonly overs: readonly (readonly TinyDelivery[])[];
  /** Further keys of the published form: target, powerplays, super_over. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const PEOPLE = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'];

function tinyDelivery({ runs = 0, extras, wickets, batter = 'A1', nonStriker = 'A2', bowler = 'B1' }: TinyDelivery) {
  const extraRuns = Object.values(extras ?? {}).reduce((sum, value) => sum + value, 0);
  return {
    batter,
    bowler,
    non_striker: nonStriker,
    runs: { batter: runs, extras: extraRuns, total: runs + extraRuns },
    ...(extras ? { extras } : {}),
    ...(wickets ? { wickets } : {}),
  };
}

/** A match in the published JSON form. People A1.. and B1.. have the registry ids id-A1 .. */
export function tinyMatch(innings: readonly TinyInnings[], info: Readonly<Record<string, unknown>> = {}) {
  return {
    meta: { data_version: '1.1.0' },
    info: {
      balls_per_over: 6,
      dates: ['2020-01-05'],
      gender: 'male',
      match_type: 'T20',
      outcome: { winner: 'A' },
      overs: 20,
      registry: { people: Object.fromEntries(PEOPLE.map((name) => [name, `id-${name}`])) },
      teams: ['A', 'B'],
      venue: 'Ground',
      ...info,
    },
    innings: innings.map(({ team, overs, more }, position) => ({
      team: team ?? (position % 2 === 0 ? 'A' : 'B'),
      overs: overs.map((deliveries, over) => ({ over, deliveries: deliveries.map(tinyDelivery) })),
      ...more,
    })),
  };
}

/** Writes files into a ZIP archive in a temporary folder. Values that are no text are written as JSON. */
export function writeTinyArchive(files: Readonly<Record<string, unknown>>, name = 'matches.zip'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-cricket-'));
  const entries = Object.entries(files).map(
    ([file, content]) => [file, strToU8(typeof content === 'string' ? content : JSON.stringify(content))] as const,
  );
  const archive = path.join(folder, name);
  writeFileSync(archive, zipSync(Object.fromEntries(entries)));
  return archive;
}
