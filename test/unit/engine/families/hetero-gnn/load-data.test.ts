import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NoMatchesError, NoSamplesError } from '#contract/errors/cricket-errors';
import { DataSourceMissingError } from '#contract/errors/data-errors';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import {
  loadCricketData,
  loadUnseenData,
} from '../../../../../src-main/engine/families/hetero-gnn/data/load-cricket-data';
import { generateMatches } from '../../../../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import { unseenWarnings } from '../../../../../src-main/engine/families/hetero-gnn/data/unseen-warnings';
import { CRICKET_OPTIONS } from '../../../../support/cricket-archive';
import { tinyMatch, writeTinyArchive } from '../../../../support/tiny-cricket';

const temporary = (): string => mkdtempSync(path.join(tmpdir(), 'assay-cricket-data-'));

function contextOf(source: string, cacheFolder = temporary()) {
  const phases: string[] = [];
  return {
    source: { name: 'test', path: source, fingerprint: '' },
    cacheFolder,
    phase: (name: string) => phases.push(name),
    signal: new AbortController().signal,
    phases,
  };
}

function madeUpFolder(matches: number): string {
  const folder = temporary();
  generateMatches(folder, 3, matches);
  return folder;
}

/** Two people and two teams that no made-up match has. */
const stranger = () => tinyMatch([{ overs: [[{}, { runs: 1 }, {}]] }, { overs: [[{}, {}]] }]);

describe('loadCricketData', () => {
  it('reads once: the second run finds the record in the cache, whatever its options', async () => {
    const [folder, cacheFolder] = [madeUpFolder(12), temporary()];
    const first = contextOf(folder, cacheFolder);
    const cold = await loadCricketData(CRICKET_OPTIONS, first);
    expect(first.phases).toContain('reading matches');
    const second = contextOf(folder, cacheFolder);
    const warm = await loadCricketData({ ...CRICKET_OPTIONS, rules: 'reference', splitBy: 'random' }, second);
    expect([cold.cache.kind, warm.cache.kind]).toEqual(['built', 'hit']);
    expect(second.phases).not.toContain('reading matches');
    expect(warm.data.archive).toEqual(cold.data.archive);
    expect(cold.data.parts.test.matches).toEqual([10, 11]);
    expect(await loadCricketData(CRICKET_OPTIONS, contextOf(folder, cacheFolder))).toEqual({
      ...cold,
      cache: { kind: 'hit' },
    });
  });

  it('names what is missing: the source, an archive in it, or samples of a part', async () => {
    await expect(loadCricketData(CRICKET_OPTIONS, contextOf('/nowhere'))).rejects.toThrow(DataSourceMissingError);
    await expect(loadCricketData(CRICKET_OPTIONS, contextOf(temporary()))).rejects.toThrow(NoMatchesError);
    // Nine matches: floor(0.9) = 0 of them to validation.
    const few = loadCricketData(CRICKET_OPTIONS, contextOf(madeUpFolder(9)));
    await expect(few).rejects.toThrow(NoSamplesError);
    await expect(few).rejects.toThrow('The validation part holds no deliveries to predict (0 matches).');
  });
});

describe('loadUnseenData', () => {
  it('numbers a source by the stored vocabulary, every match of it when no part is asked for', async () => {
    const folder = madeUpFolder(12);
    const trained = await loadCricketData(CRICKET_OPTIONS, contextOf(folder));
    const all = await loadUnseenData(CRICKET_OPTIONS, trained.vocabulary, contextOf(folder), null);
    expect(all.data.parts.test.matches.length).toBe(12);
    expect(all.data.vocabulary).toEqual(trained.data.vocabulary);
    const judged = await loadUnseenData(CRICKET_OPTIONS, trained.vocabulary, contextOf(folder), 'validation');
    expect(judged.data.parts.validation).toEqual(trained.data.parts.validation);
    expect(judged.data.parts.test.samples).toBe(0);
  });

  it('gives id 0 to players, teams and grounds that training never saw, and keeps every ball', async () => {
    const { vocabulary } = await loadCricketData(CRICKET_OPTIONS, contextOf(madeUpFolder(12)));
    const archive = writeTinyArchive({ '1.json': stranger() });
    const { data } = await loadUnseenData(CRICKET_OPTIONS, vocabulary, contextOf(archive), null);
    expect(data.parts.test.samples).toBe(3);
    const graph = buildInningsGraph(data, 0);
    expect([graph.venue, graph.battingTeam, graph.bowlingTeam]).toEqual([0, 0, 0]);
    expect([...graph.players.striker.id, ...graph.players.bowler.id]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('names and counts what was left out and who is unknown, and is silent about a source that training saw', async () => {
    const folder = madeUpFolder(12);
    const { vocabulary } = await loadCricketData(CRICKET_OPTIONS, contextOf(folder));
    const odi = tinyMatch([{ overs: [[{}]] }], { match_type: 'ODI' });
    const archive = writeTinyArchive({ '1.json': stranger(), '2.json': odi });
    const { data } = await loadUnseenData(CRICKET_OPTIONS, vocabulary, contextOf(archive), null);
    expect(unseenWarnings(data, 'test')).toEqual([
      'Left out: 2.json: info.match_type is "ODI", expected a T20 match (T20 or IT20).',
      '3 of 3 players are not in the training matches: A1, A2, B1.',
      '2 of 2 teams are not in the training matches: A, B.',
      '1 of 1 venues are not in the training matches: Ground.',
      'On 100.0 % of the balls a player is unknown: such players are judged by team and role.',
    ]);
    const known = await loadUnseenData(CRICKET_OPTIONS, vocabulary, contextOf(folder), 'validation');
    const trained = await loadCricketData({ ...CRICKET_OPTIONS, trainShare: 1 }, contextOf(folder));
    expect(unseenWarnings(trained.data, 'train')).toEqual([]);
    expect(unseenWarnings(known.data, 'validation').join()).not.toContain('Left out');
  });
});
