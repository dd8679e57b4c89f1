import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { InvalidMatchError, NoMatchesError } from '#contract/errors/cricket-errors';
import { zipFiles } from '../../../data/zip-archive';
import { joinColumns } from './delivery-columns';
import type { BrokenMatch, Innings, Match, MatchArchive, Person } from './match-archive';
import { parseMatch } from './parse-match';
import type { NameIndices, ParsedMatch } from './parse-match';

/** Matches between two looks at the clock and at the signal. */
const MATCHES_PER_TURN = 50;

const isMatchFile = (name: string): boolean => /(^|\/)[^/.][^/]*\.json$/.test(name);

/**
 * Reads every match of some archives, one at a time. A match that is not as published is left out, named and counted; a
 * match that lies in two archives counts once.
 *
 * @param paths of ZIP archives; files other than `.json` (the README of a download) are passed over
 * @param onProgress with the share of the current archive
 * @throws NotAZipError, ZipTooLargeError, ZipEntryDamagedError; NoMatchesError when no match is left; the signal's reason
 */
export async function readMatchArchive(
  paths: readonly string[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<MatchArchive> {
  const reader = new ArchiveReader();
  let turn = 0;
  for (const path of paths) {
    for (const { name, content, fraction } of zipFiles(path, isMatchFile)) {
      if (turn++ % MATCHES_PER_TURN === 0) {
        await setImmediate();
        signal.throwIfAborted();
        onProgress(fraction);
      }
      reader.add(name, content);
    }
  }
  return reader.finish(paths);
}

/** Collects the matches of all archives of a source. */
class ArchiveReader {
  private readonly names = new Names();
  private readonly parsed = new Map<string, { readonly match: ParsedMatch; readonly hash: string }>();
  private readonly broken = new Map<string, BrokenMatch>();
  private readonly warnings: string[] = [];
  private repeated = 0;

  add(file: string, content: Buffer): void {
    const hash = createHash('sha256').update(content).digest('hex');
    const known = this.parsed.get(idOf(file));
    if (known === undefined) this.parse(file, content, hash);
    else this.repeat(file, known.hash === hash);
  }

  /** @throws NoMatchesError */
  finish(paths: readonly string[]): MatchArchive {
    // A match that is broken in one archive and whole in another is whole.
    const refused = [...this.broken].filter(([id]) => !this.parsed.has(id)).map(([, match]) => match);
    if (this.parsed.size === 0) {
      const reasons = refused.map(({ reason }) => reason);
      throw new NoMatchesError(paths.join(', '), reasons);
    }
    if (this.repeated > 0)
      this.warnings.push(`${this.repeated} matches lie in more than one archive; each counts once.`);
    const matches = Array.from(this.parsed.values(), ({ match }) => match);
    return assemble(matches, this.names, refused, this.warnings);
  }

  private parse(file: string, content: Buffer, hash: string): void {
    try {
      const match = parseMatch(file, parseJson(file, content), this.names);
      if (match.innings.length === 0) throw new InvalidMatchError(file, 'innings', [], 'at least one delivery');
      this.parsed.set(match.id, { match, hash });
    } catch (error) {
      if (!(error instanceof InvalidMatchError)) throw error;
      this.broken.set(idOf(file), { file, reason: error.message });
    }
  }

  private repeat(file: string, isSame: boolean): void {
    this.repeated += 1;
    if (!isSame) this.warnings.push(`${file} lies in two archives with different content; the first counts.`);
  }
}

const idOf = (name: string): string => name.replace(/^.*\//, '').replace(/\.json$/, '');

function parseJson(file: string, content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new InvalidMatchError(file, '', error instanceof Error ? error.message : String(error), 'JSON');
  }
}

/** Positions of names in the lists of the archive, in order of first use. */
class Names implements NameIndices {
  readonly people: Person[] = [];
  readonly venues: string[] = [];
  readonly teams: string[] = [];
  private readonly indices = {
    person: new Map<string, number>(),
    venue: new Map<string, number>(),
    team: new Map<string, number>(),
  };

  person(id: string, name: string): number {
    return indexIn(this.indices.person, id, () => this.people.push({ id, name }));
  }
  venue(name: string): number {
    return indexIn(this.indices.venue, name, () => this.venues.push(name));
  }
  team(name: string): number {
    return indexIn(this.indices.team, name, () => this.teams.push(name));
  }
}

function indexIn(indices: Map<string, number>, key: string, onNew: () => void): number {
  const known = indices.get(key);
  if (known !== undefined) return known;
  onNew();
  const index = indices.size;
  indices.set(key, index);
  return index;
}

/** Numeric ids compare as numbers, so that 9 comes before 10; others as text. */
const byDateThenId = (a: ParsedMatch, b: ParsedMatch): number =>
  a.day - b.day || Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1);

function assemble(
  parsed: readonly ParsedMatch[],
  names: Names,
  broken: readonly BrokenMatch[],
  warnings: readonly string[],
): MatchArchive {
  const ordered = parsed.toSorted(byDateThenId);
  const matches: Match[] = [];
  const innings: Innings[] = [];
  let firstDelivery = 0;
  for (const { id, day, venue, teams, isWomen, hasResult, innings: played } of ordered) {
    const place = { firstInnings: innings.length, inningsCount: played.length };
    matches.push({ id, day, venue, teams, isWomen, hasResult, ...place });
    for (const { deliveries, ...facts } of played) {
      const deliveryCount = deliveries.over.length;
      innings.push({ ...facts, match: matches.length - 1, firstDelivery, deliveryCount });
      firstDelivery += deliveryCount;
    }
  }
  return {
    matches,
    innings,
    deliveries: joinColumns(ordered.flatMap((match) => match.innings.map(({ deliveries }) => deliveries))),
    people: names.people,
    venues: names.venues,
    teams: names.teams,
    broken,
    warnings: [...warnings, ...ordered.flatMap((match) => match.warnings)],
  };
}
