import { beforeAll, describe, expect, it } from 'vitest';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { MatchArchive } from '../../../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import { splitMatches } from '../../../../../src-main/engine/families/hetero-gnn/split/split-matches';
import {
  applyVocabulary,
  buildVocabulary,
} from '../../../../../src-main/engine/families/hetero-gnn/vocabulary/build-vocabulary';
import { dropPlayerIds } from '../../../../../src-main/engine/families/hetero-gnn/vocabulary/drop-player-ids';
import { roleOfRecord } from '../../../../../src-main/engine/families/hetero-gnn/vocabulary/player-roles';
import { PLAYER_ROLES } from '../../../../../src-main/engine/families/hetero-gnn/vocabulary/vocabulary';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { CRICKET_SAMPLE, cricketData, readArchive } from '../../../../support/cricket-archive';

let sample: MatchArchive;
beforeAll(async () => {
  sample = await readArchive(CRICKET_SAMPLE);
});

const BY_DATE = { splitBy: 'date', splitSeed: 0, trainShare: 1 } as const;

describe('splitMatches', () => {
  it('gives floor(0.8 n), floor(0.1 n) and the rest, the latest to test', () => {
    const { train, validation, test } = splitMatches(19, BY_DATE);
    expect(train).toEqual([...Array(15).keys()]);
    expect(validation).toEqual([15]);
    expect(test).toEqual([16, 17, 18]);
  });

  it('shuffles at random by its own seed, every match in one part', () => {
    const random = (splitSeed: number) => splitMatches(100, { ...BY_DATE, splitBy: 'random', splitSeed });
    const { train, validation, test } = random(1);
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
    expect(random(1)).toEqual(random(1));
    expect(random(2).test).not.toEqual(test);
    expect(test).toEqual(test.toSorted((a, b) => a - b));
  });

  it('keeps the latest share of the training matches and leaves the other parts alone', () => {
    const all = splitMatches(100, BY_DATE);
    const some = splitMatches(100, { ...BY_DATE, trainShare: 0.25 });
    expect(some.train).toEqual(all.train.slice(60));
    expect(some.test).toEqual(all.test);
  });
});

describe('the vocabulary', () => {
  it('knows nobody who did not play in a training match', () => {
    const { archive, vocabulary, parts } = cricketData(sample);
    const trained = new Set<number>();
    for (const position of parts.train.innings) {
      const { firstDelivery, deliveryCount } = archive.innings[position]!;
      const { batter, nonStriker, bowler } = archive.deliveries;
      for (const column of [batter, nonStriker, bowler])
        for (const person of column.subarray(firstDelivery, firstDelivery + deliveryCount)) trained.add(person);
    }
    vocabulary.playerIds.forEach((id, person) => expect(id > 0).toBe(trained.has(person)));
    expect(vocabulary.sizes.players).toBe(trained.size);
    expect([...new Set(vocabulary.playerIds)].sort((a, b) => a - b)).toEqual([...Array(trained.size + 1).keys()]);
  });

  it('numbers another archive by names, and what it has never seen by 0', async () => {
    const stored = buildVocabulary(sample, [...Array(20).keys()]);
    const reversed: MatchArchive = {
      ...sample,
      people: sample.people.toReversed(),
      venues: ['New Ground', ...sample.venues],
    };
    const [here, there] = [applyVocabulary(sample, stored), applyVocabulary(reversed, stored)];
    expect([...there.playerIds].reverse()).toEqual([...here.playerIds]);
    expect([...there.roles].reverse()).toEqual([...here.roles]);
    expect([...there.venueIds]).toEqual([0, ...here.venueIds]);
  });

  it('gives unseen people the team they play for and the role they play in', () => {
    const data = cricketData(sample);
    const { batter, bowler } = data.archive.deliveries;
    for (const position of data.parts.test.innings) {
      const { striker, bowler: bowling } = buildInningsGraph(data, position).players;
      const innings = data.archive.innings[position]!;
      striker.id.forEach((id, delivery) => {
        if (id > 0)
          return expect(striker.team[delivery]).toBe(
            data.vocabulary.primaryTeams[batter[innings.firstDelivery + delivery]!],
          );
        expect(striker.team[delivery]).toBe(data.vocabulary.teamIds[innings.battingTeam]);
        return expect(striker.role[delivery]).toBeGreaterThan(0);
      });
      bowling.id.forEach((id, delivery) => {
        if (id === 0) expect(PLAYER_ROLES[bowling.role[delivery]!]).toBe('bowler');
        else expect(bowling.role[delivery]).toBe(data.vocabulary.roles[bowler[innings.firstDelivery + delivery]!]);
      });
    }
  });
});

describe('roles', () => {
  const role = (battingPositions: number[], ballsBowled: number, stumpings: number): string =>
    PLAYER_ROLES[roleOfRecord({ matchesByTeam: new Map([[0, 4]]), battingPositions, ballsBowled, stumpings })]!;

  it('follow median batting position, balls bowled a match and stumpings', () => {
    expect(role([1, 2, 1], 0, 0)).toBe('opener');
    expect(role([3, 3], 6, 0)).toBe('top_order');
    expect(role([4, 5], 0, 0)).toBe('middle_order');
    expect(role([6, 7], 0, 0)).toBe('finisher');
    expect(role([5, 6], 60, 0)).toBe('allrounder');
    expect(role([9, 10], 96, 0)).toBe('bowler');
    expect(role([], 96, 0)).toBe('bowler');
    expect(role([2], 0, 3)).toBe('keeper');
    expect(role([], 0, 0)).toBe('unknown');
  });
});

describe('dropPlayerIds', () => {
  it('drops people for the whole innings, wherever they stand, and keeps teams and roles', () => {
    const data = cricketData(sample);
    const graph = buildInningsGraph(data, data.parts.train.innings[0]!);
    const dropped = dropPlayerIds(graph, 0.5, randomStream(3, 'id-dropout'));
    const idOf = new Map<number, number>();
    for (const [columns, people] of [
      [dropped.striker, graph.keys.striker],
      [dropped.nonStriker, graph.keys.nonStriker],
      [dropped.bowler, graph.keys.bowler],
    ] as const) {
      columns.id.forEach((id, delivery) => {
        const person = people[delivery]!;
        expect(idOf.get(person) ?? id).toBe(id);
        idOf.set(person, id);
      });
    }
    const zeros = [...idOf.values()].filter((id) => id === 0).length;
    expect(zeros).toBeGreaterThan(0);
    expect(zeros).toBeLessThan(idOf.size);
    expect(dropped.striker.role).toBe(graph.players.striker.role);
    expect(dropPlayerIds(graph, 0, randomStream(3, 'id-dropout'))).toEqual(graph.players);
  });
});
