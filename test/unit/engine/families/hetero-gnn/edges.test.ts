import { beforeAll, describe, expect, it } from 'vitest';
import { ballEdges } from '../../../../../src-main/engine/families/hetero-gnn/edges/ball-edges';
import { causalRelation } from '../../../../../src-main/engine/families/hetero-gnn/edges/causal-relation';
import type { DeliveryKeys } from '../../../../../src-main/engine/families/hetero-gnn/edges/delivery-keys';
import { inningsKeys } from '../../../../../src-main/engine/families/hetero-gnn/edges/innings-keys';
import { readoutBalls, readoutMask } from '../../../../../src-main/engine/families/hetero-gnn/edges/readout-relations';
import { BALL_RELATIONS, READOUT_RELATIONS } from '../../../../../src-main/engine/families/hetero-gnn/edges/relations';
import type { BallRelation, EdgeList } from '../../../../../src-main/engine/families/hetero-gnn/edges/relations';
import { CRICKET_SAMPLE, readArchive } from '../../../../support/cricket-archive';

let innings: readonly DeliveryKeys[];
beforeAll(async () => {
  const archive = await readArchive(CRICKET_SAMPLE);
  innings = archive.innings.filter((_, position) => position % 20 === 0).map((record) => inningsKeys(archive, record));
});

/** The edge rules once more, as a sentence a relation: ordered pairs (source, target) of a two-way graph and their features. */
const SLOW: Record<BallRelation, (keys: DeliveryKeys, i: number, j: number) => number | null | false> = {
  recent_precedes: (_, i, j) => i < j && j - i >= 1 && j - i <= 6 && (j - i) / 6,
  medium_precedes: (_, i, j) => i < j && j - i >= 7 && j - i <= 24 && (j - i - 6) / 18,
  distant_precedes: (_, i, j) => i < j && j - i > 24 && (j - i) % 6 === 0 && (j - i - 24) / 120,
  same_bowler: ({ bowler }, i, j) => i !== j && bowler[i] === bowler[j] && Math.abs(j - i) / 24,
  same_batsman: ({ striker }, i, j) => i !== j && striker[i] === striker[j] && Math.abs(j - i) / 60,
  same_matchup: ({ striker, bowler }, i, j) => i < j && striker[i] === striker[j] && bowler[i] === bowler[j] && null,
  same_over: ({ over }, i, j) => {
    if (i >= j || over[i] !== over[j]) return false;
    let first = j;
    while (first > 0 && over[first - 1] === over[j]) first -= 1;
    return Math.min((j - first) / 5, 1);
  },
};

const asTexts = ({ source, target, feature }: EdgeList): string[] =>
  Array.from(
    source,
    (from, edge) => `${from}-${target[edge]} ${feature === null ? '' : feature[edge]!.toFixed(5)}`,
  ).sort();

function slowEdges(keys: DeliveryKeys, balls: number, relation: BallRelation): string[] {
  const texts: string[] = [];
  for (let i = 0; i < balls; i += 1) {
    for (let j = 0; j < balls; j += 1) {
      const feature = SLOW[relation](keys, i, j);
      if (feature !== false) texts.push(`${i}-${j} ${feature === null ? '' : Math.fround(feature).toFixed(5)}`);
    }
  }
  return texts.sort();
}

describe('edges between balls', () => {
  it.each(BALL_RELATIONS)('of %s are those of the rule, checked pair by pair', (relation) => {
    for (const keys of innings) {
      const balls = Math.floor(keys.length * 0.8);
      expect(asTexts(ballEdges(keys, balls, 'two_way')[relation])).toEqual(slowEdges(keys, balls, relation));
    }
  });

  it.each(BALL_RELATIONS)('of %s are, when causal, those from earlier to later balls, as matrices too', (relation) => {
    for (const keys of innings) {
      const [two, causal] = (['two_way', 'causal'] as const).map((way) => ballEdges(keys, keys.length, way)[relation]);
      const forward = asTexts(two!).filter((text) => {
        const [from, to] = text.split(' ')[0]!.split('-').map(Number);
        return from! < to!;
      });
      expect(asTexts(causal!)).toEqual(forward);
      const { mask, feature } = causalRelation(keys, relation);
      const fromMask: string[] = [];
      let stray = 0;
      mask.forEach((edge, at) => {
        const value = feature === null ? '' : feature[at]!.toFixed(5);
        if (edge === 1) fromMask.push(`${at % keys.length}-${Math.floor(at / keys.length)} ${value}`);
        else stray += Math.abs(feature?.[at] ?? 0);
      });
      expect(stray).toBe(0);
      expect(fromMask.sort()).toEqual(forward);
    }
  });

  it('of a longer history hold those of a shorter one: causal states serve every sample', () => {
    const keys = innings[0]!;
    for (const relation of BALL_RELATIONS) {
      const [short, long] = [20, 50].map((balls) => asTexts(ballEdges(keys, balls, 'causal')[relation]));
      const within = long!.filter((text) => Number(text.split(' ')[0]!.split('-')[1]) < 20);
      expect(short).toEqual(within);
    }
  });
});

describe('edges from balls to the moment', () => {
  it('are the same as lists and as masks, and never come from the ball itself or a later one', () => {
    for (const keys of innings) {
      for (const relation of READOUT_RELATIONS) {
        const mask = readoutMask(keys, relation);
        for (let moment = 0; moment < keys.length; moment += 7) {
          const row = mask.subarray(moment * keys.length, (moment + 1) * keys.length);
          const sources = [...row.keys()].filter((ball) => row[ball] === 1);
          expect([...readoutBalls(keys, moment)[relation]]).toEqual(sources);
          expect(sources.every((ball) => ball < moment)).toBe(true);
        }
      }
    }
  });

  it('lead from balls at which the non-striker stood at either end', () => {
    const keys: DeliveryKeys = {
      length: 4,
      striker: [1, 2, 3, 1],
      nonStriker: [2, 1, 1, 2],
      bowler: [7, 7, 8, 8],
      over: [0, 0, 1, 1],
      positionInOver: [0, 1, 0, 1],
    };
    const { faced_by, partnered_by, bowled_by, informs } = readoutBalls(keys, 3);
    expect([...faced_by]).toEqual([0]);
    expect([...partnered_by]).toEqual([0, 1]);
    expect([...bowled_by]).toEqual([2]);
    expect([...informs]).toEqual([0, 1, 2]);
  });
});
