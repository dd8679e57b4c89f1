import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidMatchError, NoMatchesError } from '#contract/errors/cricket-errors';
import { checkCricketSource } from '../../../../../src-main/engine/families/hetero-gnn/check-source';
import { generateMatches } from '../../../../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import { cachedMatchArchive } from '../../../../../src-main/engine/families/hetero-gnn/matches/cached-match-archive';
import { NO_PERSON, WICKET_KINDS } from '../../../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import type { MatchArchive } from '../../../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import { readMatchArchive } from '../../../../../src-main/engine/families/hetero-gnn/matches/read-match-archive';
import { readArchive } from '../../../../support/cricket-archive';
import { tinyMatch, writeTinyArchive } from '../../../../support/tiny-cricket';
import type { TinyDelivery, TinyInnings } from '../../../../support/tiny-cricket';

const signal = new AbortController().signal;
const ball: TinyDelivery = { runs: 1 };
const innings: TinyInnings = { overs: [[ball, ball]] };

const readFiles = (files: Readonly<Record<string, unknown>>): Promise<MatchArchive> =>
  readArchive(writeTinyArchive(files));
const readOne = (match: unknown): Promise<MatchArchive> => readFiles({ '1.json': match });

describe('a match record', () => {
  it('holds runs, extras, people and wickets of each delivery', async () => {
    const deliveries: TinyDelivery[] = [
      { runs: 4 },
      { extras: { wides: 2 }, batter: 'A2', nonStriker: 'A1', bowler: 'B2' },
      { runs: 1, extras: { noballs: 1 } },
      { extras: { byes: 3 } },
      { extras: { legbyes: 1, penalty: 5 } },
      { wickets: [{ player_out: 'A1', kind: 'stumped', fielders: [{ name: 'B3' }] }] },
      {
        wickets: [
          { player_out: 'A2', kind: 'run out' },
          { player_out: 'A1', kind: 'retired hurt' },
        ],
      },
    ];
    const { deliveries: columns, people } = await readOne(tinyMatch([{ overs: [deliveries] }]));
    const named = (column: Uint16Array) => [...column].map((person) => people[person]?.name ?? null);
    expect([...columns.batRuns]).toEqual([4, 0, 1, 0, 0, 0, 0]);
    expect([...columns.wides]).toEqual([0, 2, 0, 0, 0, 0, 0]);
    expect([...columns.noBalls]).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect([...columns.byes]).toEqual([0, 0, 0, 3, 0, 0, 0]);
    expect([...columns.legByes]).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect([...columns.penalty]).toEqual([0, 0, 0, 0, 5, 0, 0]);
    expect(named(columns.batter)).toEqual(['A1', 'A2', 'A1', 'A1', 'A1', 'A1', 'A1']);
    expect(named(columns.bowler)).toEqual(['B1', 'B2', 'B1', 'B1', 'B1', 'B1', 'B1']);
    expect([...columns.wicketKind].map((kind) => WICKET_KINDS[kind])).toEqual([
      ...Array<string>(5).fill('none'),
      'stumped',
      'run out',
    ]);
    expect(named(columns.playerOut).slice(4)).toEqual([null, 'A1', 'A2']);
    expect(named(columns.stumper).slice(4)).toEqual([null, 'B3', null]);
    expect(columns.playerOut[0]).toBe(NO_PERSON);
    expect(WICKET_KINDS[columns.secondWicketKind[6]!]).toBe('retired hurt');
  });

  it('keeps two people of one name apart, and one person with two names together', async () => {
    const people = (id: string) => ({ A1: id, A2: 'id-A2', A3: 'id-A3', B1: 'id-B1', B2: 'id-B2', B3: 'id-B3' });
    const archive = await readFiles({
      '1.json': tinyMatch([innings], { registry: { people: people('one') } }),
      '2.json': tinyMatch([innings], { registry: { people: people('other') } }),
      '3.json': tinyMatch([{ overs: [[{ batter: 'A3' }]] }], { registry: { people: { ...people('x'), A3: 'one' } } }),
    });
    const { batter } = archive.deliveries;
    expect([...batter].map((person) => archive.people[person]!.id)).toEqual(['one', 'one', 'other', 'other', 'one']);
  });

  it('takes the target from the source, else the first innings plus one, for super overs too', async () => {
    const superOver = { more: { super_over: true }, overs: [[ball, ball, ball]] };
    const { innings: records } = await readOne(
      tinyMatch([innings, { ...innings, more: { target: { overs: 14.4, runs: 99 } } }, superOver, superOver]),
    );
    expect(records.map(({ target }) => target)).toEqual([null, 99, null, 4]);
    expect(records.map(({ statedTarget }) => statedTarget)).toEqual([null, 99, null, null]);
    expect(records.map(({ maximumBalls }) => maximumBalls)).toEqual([120, 14 * 6 + 4, 6, 6]);
    expect(records.map(({ powerplay }) => powerplay)).toEqual([[0, 5], [0, 5], null, null]);
    const unstated = await readOne(tinyMatch([innings, innings]));
    expect(unstated.innings[1]!.target).toBe(3);
  });

  it('clamps 50 stated overs to 20 and takes shorter powerplays as they are', async () => {
    const more = { powerplays: [{ from: 0.1, to: 2.6, type: 'mandatory' }] };
    const { innings: records } = await readOne(tinyMatch([{ ...innings, more }], { overs: 50 }));
    expect(records[0]!.maximumBalls).toBe(120);
    expect(records[0]!.powerplay).toEqual([0, 2]);
  });
});

describe('what is wrong with a match', () => {
  const reasonOf = async (match: unknown): Promise<string> => {
    const { broken, matches } = await readFiles({ 'good.json': tinyMatch([innings]), 'bad.json': match });
    expect(matches.map(({ id }) => id)).toEqual(['good']);
    return broken.map(({ reason }) => reason).join('|');
  };

  it('is named with file and place, and the other matches are kept', async () => {
    expect(await reasonOf(tinyMatch([innings], { match_type: 'ODI' }))).toBe(
      'bad.json: info.match_type is "ODI", expected a T20 match (T20 or IT20).',
    );
    const wrongTotal = tinyMatch([innings]);
    wrongTotal.innings[0]!.overs[0]!.deliveries[1]!.runs.total = 7;
    expect(await reasonOf(wrongTotal)).toBe(
      'bad.json: innings[0].overs[0].deliveries[1].runs.total is 7, expected 1, what its parts add up to.',
    );
    expect(await reasonOf(tinyMatch([{ overs: [[{ batter: 'Nobody' }]] }]))).toBe(
      'bad.json: info.registry.people.Nobody is missing, expected a text.',
    );
    expect(await reasonOf(tinyMatch([{ overs: [[{ wickets: [{ player_out: 'A1', kind: 'eaten' }] }]] }]))).toMatch(
      /^bad\.json: innings\[0\]\.overs\[0\]\.deliveries\[0\]\.wickets\[0\]\.kind is "eaten", expected a kind of wicket/,
    );
    expect(await reasonOf(tinyMatch([innings], { dates: ['2020-02-31'] }))).toMatch(/info\.dates\[0\] is "2020-02-31"/);
    expect(await reasonOf('not JSON')).toMatch(/^bad\.json: the content is .*expected JSON\.$/);
    expect(await reasonOf(tinyMatch([]))).toBe('bad.json: innings is [], expected at least one delivery.');
  });

  it('is an over beyond 20, or one that comes before the one before it', async () => {
    const late = tinyMatch([innings]);
    late.innings[0]!.overs[0]!.over = 20;
    expect(await reasonOf(late)).toMatch(/overs\[0\]\.over is 20, expected a whole number from 0 to 19/);
    const back = tinyMatch([{ overs: [[ball], [ball]] }]);
    back.innings[0]!.overs[1]!.over = 0;
    expect(await reasonOf(back)).toMatch(/overs\[1\]\.over is 0, expected an over after over 0/);
  });

  it('leaves out an innings without deliveries, and says so', async () => {
    const archive = await readOne(tinyMatch([innings, { overs: [] }]));
    expect(archive.innings.length).toBe(1);
    expect(archive.warnings).toEqual(['1.json: innings 2 has no deliveries and was left out.']);
  });

  it('keeps a match whose dates are out of order by the earliest, and says so', async () => {
    const archive = await readOne(tinyMatch([innings], { dates: ['2020-01-02', '2020-01-01'] }));
    expect(archive.matches[0]!.day).toBe(18_262);
    expect(archive.warnings).toEqual(['1.json: its dates are out of order; the earliest counts.']);
  });

  it('refuses a source without a usable match and names the first reason', async () => {
    const odi = tinyMatch([innings], { match_type: 'ODI' });
    await expect(readOne(odi)).rejects.toThrow(NoMatchesError);
    await expect(readOne(odi)).rejects.toThrow('1 were refused, the first: 1.json: info.match_type is "ODI"');
    expect(new InvalidMatchError('a', 'b', 1, 'c').code).toBe('E-CRICKET-INVALID-MATCH');
  });
});

describe('an archive', () => {
  it('is ordered by date, then by number, whatever the order of its files; a README is passed over', async () => {
    const on = (date: string) => tinyMatch([innings], { dates: [date] });
    const { matches, broken } = await readFiles({
      '10.json': on('2020-01-02'),
      '9.json': on('2020-01-02'),
      'README.txt': 'The following matches ...',
      '11.json': on('2020-01-01'),
    });
    expect(matches.map(({ id }) => id)).toEqual(['11', '9', '10']);
    expect(broken).toEqual([]);
  });

  it('counts a match that lies in two archives once', async () => {
    const [one, other] = [tinyMatch([innings]), tinyMatch([{ overs: [[ball]] }])];
    const same = [writeTinyArchive({ '1.json': one }), writeTinyArchive({ '1.json': one, '2.json': one })];
    const archive = await readMatchArchive(same, () => undefined, signal);
    expect(archive.matches.length).toBe(2);
    expect(archive.warnings).toEqual(['1 matches lie in more than one archive; each counts once.']);
    const differing = [writeTinyArchive({ '1.json': one }), writeTinyArchive({ '1.json': other })];
    const first = await readMatchArchive(differing, () => undefined, signal);
    expect(first.deliveries.over.length).toBe(2);
    expect(first.warnings[0]).toBe('1.json lies in two archives with different content; the first counts.');
  });

  it('stops at the signal', async () => {
    const archive = writeTinyArchive({ '1.json': tinyMatch([innings]) });
    await expect(readMatchArchive([archive], () => undefined, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});

describe('the cache of records', () => {
  const cacheOf = () => mkdtempSync(path.join(tmpdir(), 'assay-cache-'));
  const made = (folder: string, archive: MatchArchive) =>
    cachedMatchArchive(folder, 'f', () => Promise.resolve(archive));

  it('gives back what was read, and reads again when the file is damaged', async () => {
    const folder = cacheOf();
    const archive = await readOne(tinyMatch([innings, innings]));
    expect((await made(folder, archive)).cache).toEqual({ kind: 'built' });
    const again = await made(folder, { ...archive, warnings: ['must not be read'] });
    expect(again).toEqual({ archive, cache: { kind: 'hit' } });
    const file = path.join(folder, 'hetero-gnn', readdirSync(path.join(folder, 'hetero-gnn'))[0]!);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    expect((await made(folder, archive)).cache).toEqual({ kind: 'rebuilt' });
  });

  it('costs nothing but the cache when the folder cannot be written', async () => {
    const file = path.join(cacheOf(), 'file');
    writeFileSync(file, '');
    const { archive, cache } = await made(file, await readOne(tinyMatch([innings])));
    expect(archive.matches.length).toBe(1);
    expect(cache.kind).toBe('not-stored');
  });
});

describe('made-up matches and the check of a source', () => {
  it('writes the same bytes for the same seed, and an archive that is read without a complaint', async () => {
    const folders = [1, 1, 2].map((seed) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'assay-made-up-'));
      generateMatches(folder, seed, 12);
      return folder;
    });
    const bytes = folders.map((folder) => readFileSync(path.join(folder, 'made-up-matches.zip')));
    expect(bytes[0]!.equals(bytes[1]!)).toBe(true);
    expect(bytes[0]!.equals(bytes[2]!)).toBe(false);
    const output = await checkCricketSource(folders[0]!, signal);
    expect(output.warnings).toEqual([]);
    expect(output.facts).toContainEqual({ label: 'Matches', value: '12' });
    expect(output.credits).toEqual([]);
  });

  it('names refused matches and credits the publisher', async () => {
    const archive = writeTinyArchive({
      '1.json': tinyMatch([innings]),
      '2.json': tinyMatch([innings], { match_type: 'Test' }),
    });
    const output = await checkCricketSource(archive, signal);
    expect(output.rows).toBe(2);
    expect(output.warnings).toEqual([
      'Left out: 2.json: info.match_type is "Test", expected a T20 match (T20 or IT20).',
    ]);
    expect(output.facts).toContainEqual({ label: 'Refused matches', value: '1' });
    expect(output.credits).toEqual(['Ball-by-ball data: Cricsheet (cricsheet.org), ODC-BY 1.0.']);
  });
});
