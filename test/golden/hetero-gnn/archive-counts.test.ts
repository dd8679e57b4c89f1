import { beforeAll, describe, expect, it } from 'vitest';
import { buildInningsGraph } from '../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import { targetDeliveries } from '../../../src-main/engine/families/hetero-gnn/data/sample-counts';
import { BALL_CLASSES } from '../../../src-main/engine/families/hetero-gnn/matches/ball-class';
import type { MatchArchive } from '../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import { dateText } from '../../../src-main/engine/data/day-number';
import {
  CRICKET_ARCHIVE,
  CRICKET_OPTIONS,
  CRICKET_SAMPLE,
  cricketData,
  readArchive,
} from '../../support/cricket-archive';

/*
 * Counted by an independent script on the published archives; class rows are samples by the reference label rule. The dates,
 * parts and shares of unseen people of the date split come from the same script.
 */
const ARCHIVES = [
  {
    file: CRICKET_SAMPLE,
    matches: 40,
    innings: [81, 2],
    deliveries: 9226,
    samples: 9145,
    illegal: 501,
    players: 553,
    venues: 32,
    teams: 32,
    withoutResult: 2,
    dates: ['2005', '2025'],
    classes: [3467, 3137, 673, 33, 950, 390, 495],
  },
  {
    file: CRICKET_ARCHIVE,
    matches: 2746,
    innings: [5512, 58],
    deliveries: 620_594,
    samples: 615_082,
    illegal: 26_014,
    players: 4012,
    venues: 312,
    teams: 105,
    withoutResult: 57,
    dates: ['2005-02-17', '2025-06-21'],
    classes: [238_650, 211_466, 43_281, 2829, 58_080, 25_618, 35_158],
  },
] as const;

// Both suites look at the full archive, which takes seconds to read: once is enough.
const reading = new Map<string, Promise<MatchArchive>>();
function readOnce(file: string): Promise<MatchArchive> {
  const archive = reading.get(file) ?? readArchive(file);
  reading.set(file, archive);
  return archive;
}

describe.each(ARCHIVES)('an archive of $matches matches', (expected) => {
  let archive: MatchArchive;
  beforeAll(async () => {
    archive = await readOnce(expected.file);
  });

  it('is read without leaving out a match', () => {
    expect(archive.broken).toEqual([]);
    expect(archive.warnings).toEqual([]);
    expect(archive.matches.length).toBe(expected.matches);
    expect([archive.innings.length, archive.innings.filter(({ isSuperOver }) => isSuperOver).length]).toEqual(
      expected.innings,
    );
    expect(archive.matches.filter(({ hasResult }) => !hasResult).length).toBe(expected.withoutResult);
    const [first, last] = [archive.matches[0]!, archive.matches.at(-1)!];
    expect(dateText(first.day).startsWith(expected.dates[0])).toBe(true);
    expect(dateText(last.day).startsWith(expected.dates[1])).toBe(true);
  });

  it('has the published deliveries, people, grounds and teams', () => {
    const { batter, nonStriker, bowler, wides, noBalls } = archive.deliveries;
    expect(batter.length).toBe(expected.deliveries);
    expect(new Set([...batter, ...nonStriker, ...bowler]).size).toBe(expected.players);
    expect(archive.venues.length).toBe(expected.venues);
    expect(archive.teams.length).toBe(expected.teams);
    expect(wides.filter((runs, at) => runs > 0 || noBalls[at]! > 0).length).toBe(expected.illegal);
  });

  it('has the published samples of each class by the reference rule', () => {
    const counts = BALL_CLASSES.map(() => 0);
    archive.innings.forEach((_, position) => {
      for (const { label } of targetDeliveries(archive, position, { ...CRICKET_OPTIONS, rules: 'reference' }))
        counts[label]! += 1;
    });
    expect(counts).toEqual(expected.classes);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected.samples);
  });
});

describe('the date split of the full archive', () => {
  it('has the published parts, and people unseen in training on the published share of balls', async () => {
    const data = cricketData(await readOnce(CRICKET_ARCHIVE));
    const { sizes } = data.vocabulary;
    expect(sizes).toEqual({ venues: 276, teams: 101, players: 3464 });
    const dateOf = (match: number | undefined): string => dateText(data.archive.matches[match!]!.day);
    const facts = Object.values(data.parts).map(({ matches, samples }) => [
      matches.length,
      samples,
      dateOf(matches[0]),
      dateOf(matches.at(-1)),
    ]);
    expect(facts).toEqual([
      [2196, 494_458, '2005-02-17', '2024-06-13'],
      [274, 59_780, '2024-06-13', '2024-11-20'],
      [276, 60_844, '2024-11-22', '2025-06-21'],
    ]);
    const unseen = (['validation', 'test'] as const).map((part) => {
      let count = 0;
      for (const position of data.parts[part].innings) {
        const { players, isTarget } = buildInningsGraph(data, position);
        isTarget.forEach((target, at) => {
          const isUnseen = [players.striker, players.nonStriker, players.bowler].some(({ id }) => id[at] === 0);
          count += target === 1 && isUnseen ? 1 : 0;
        });
      }
      return ((100 * count) / data.parts[part].samples).toFixed(1);
    });
    expect(unseen).toEqual(['34.2', '54.2']);
  });
});
