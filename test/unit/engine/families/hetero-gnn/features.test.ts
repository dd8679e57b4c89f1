import { beforeAll, describe, expect, it } from 'vitest';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { CricketData } from '../../../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import type { CricketDataOptions } from '../../../../../src-main/engine/families/hetero-gnn/data/data-options';
import {
  BALL_WIDTH,
  CONTEXT_OFFSETS,
  CONTEXT_WIDTH,
  CONTEXT_WIDTHS,
} from '../../../../../src-main/engine/families/hetero-gnn/features/context-layout';
import type { ContextNode } from '../../../../../src-main/engine/families/hetero-gnn/features/context-layout';
import { BALL_CLASSES } from '../../../../../src-main/engine/families/hetero-gnn/matches/ball-class';
import type { MatchArchive } from '../../../../../src-main/engine/families/hetero-gnn/matches/match-archive';
import { CRICKET_SAMPLE, cricketData, findInnings, readArchive } from '../../../../support/cricket-archive';
import { tinyMatch, writeTinyArchive } from '../../../../support/tiny-cricket';
import type { TinyDelivery, TinyInnings } from '../../../../support/tiny-cricket';

let sample: MatchArchive;
beforeAll(async () => {
  sample = await readArchive(CRICKET_SAMPLE);
});

const RULES = ['reference', 'corrected'] as const;

/** A graph of one innings of a match written by hand. */
async function tinyGraph(innings: readonly TinyInnings[], position: number, options: Partial<CricketDataOptions> = {}) {
  const archive = await readArchive(writeTinyArchive({ '1.json': tinyMatch(innings) }));
  return buildInningsGraph(cricketData(archive, options), position);
}

const nodeAt = (context: Float32Array, delivery: number, node: ContextNode): number[] => {
  const start = delivery * CONTEXT_WIDTH + CONTEXT_OFFSETS[node];
  return Array.from(context.subarray(start, start + CONTEXT_WIDTHS[node]), (value) => Math.round(value * 1e6) / 1e6);
};

const over = (...deliveries: TinyDelivery[]): readonly TinyDelivery[] => deliveries;
const dots = (count: number): TinyDelivery[] => Array.from({ length: count }, () => ({}));

describe.each(RULES)('features by %s rules', (rules) => {
  it('use earlier deliveries only: changing a delivery and all after it changes no row up to it', () => {
    const before = cricketData(sample, { rules });
    for (const [match, position] of [
      ['430885', 1],
      ['1187669', 0],
      ['1187669', 3],
    ] as const) {
      const innings = findInnings(sample, match, position);
      const { firstDelivery, deliveryCount } = sample.innings[innings]!;
      const from = Math.floor(deliveryCount / 2);
      const after = {
        ...before,
        archive: withOtherOutcomes(sample, firstDelivery + from, firstDelivery + deliveryCount),
      };
      const [was, is] = [buildInningsGraph(before, innings), buildInningsGraph(after, innings)];
      // The row of the changed delivery itself: who plays is known, what happens is not.
      expect(is.context.subarray(0, (from + 1) * CONTEXT_WIDTH)).toEqual(
        was.context.subarray(0, (from + 1) * CONTEXT_WIDTH),
      );
      expect(is.balls.subarray(0, from * BALL_WIDTH)).toEqual(was.balls.subarray(0, from * BALL_WIDTH));
      expect(is.context.subarray((from + 1) * CONTEXT_WIDTH)).not.toEqual(
        was.context.subarray((from + 1) * CONTEXT_WIDTH),
      );
    }
  });

  it('are finite, and shares and flags lie between -1 and 1, for every moment of the sample', () => {
    const data = cricketData(sample, { rules });
    for (const [position] of sample.innings.entries()) {
      const { context } = buildInningsGraph(data, position);
      expect(context.every((value) => value >= -1 && value <= 1)).toBe(true);
    }
  });
});

/** The same people play, but every delivery of the range brings 3 byes and the rest nothing. */
function withOtherOutcomes(archive: MatchArchive, from: number, to: number): MatchArchive {
  const cleared = <A extends Uint8Array | Uint16Array>(column: A, value: number): A => {
    const copy = column.slice() as A;
    copy.fill(value, from, to);
    return copy;
  };
  const { deliveries } = archive;
  return {
    ...archive,
    deliveries: {
      ...deliveries,
      batRuns: cleared(deliveries.batRuns, 0),
      wides: cleared(deliveries.wides, 0),
      noBalls: cleared(deliveries.noBalls, 0),
      byes: cleared(deliveries.byes, 3),
      legByes: cleared(deliveries.legByes, 0),
      wicketKind: cleared(deliveries.wicketKind, 0),
      secondWicketKind: cleared(deliveries.secondWicketKind, 0),
    },
  };
}

describe('corrected rules', () => {
  it('take the phase from the real over, where the reference drifts ahead with wides', async () => {
    const wides = Array.from({ length: 6 }, () => ({ extras: { wides: 1 } }));
    const innings = {
      overs: [
        over(...wides, ...dots(6)),
        over(...dots(6)),
        ...Array.from({ length: 4 }, () => over(...dots(6))),
        over(...dots(2)),
      ],
    };
    // Delivery 36 belongs to over 5; six wides make the reference think of over 6.
    expect(nodeAt((await tinyGraph([innings], 0, { rules: 'reference' })).context, 36, 'phase_state')).toEqual([
      0, 1, 0, 0, 0, 0,
    ]);
    expect(nodeAt((await tinyGraph([innings], 0)).context, 36, 'phase_state')).toEqual([1, 0, 0, 0, 0, 0]);
    // After six wides no legal ball of the over is bowled.
    expect(nodeAt((await tinyGraph([innings], 0)).context, 6, 'phase_state')).toEqual([1, 0, 0, 0, 0, 0]);
    expect(nodeAt((await tinyGraph([innings], 0)).context, 9, 'phase_state')).toEqual([1, 0, 0, 0.5, 0, 0]);
  });

  it('count the balls of a reduced chase, and know chases without a stated target', async () => {
    const first = { overs: [over({ runs: 6 }, { runs: 4 })] };
    const second = { overs: [over({ runs: 1 }, {}, {})], more: { target: { overs: 5, runs: 31 } } };
    const { context, isChase } = await tinyGraph([first, second], 1);
    expect(isChase).toBe(true);
    // Need 30 of 28 balls: 6.428571 an over.
    expect(nodeAt(context, 2, 'chase_state')).toEqual([0.12, 0.321429, 1, 0.535714, 0.25, 0.233333, 1]);
    expect(nodeAt(context, 2, 'score_state')).toEqual([0.004, 0, 0.066667, 1, 0]);
    const unstated = [first, { overs: [over({}, {})] }];
    expect((await tinyGraph(unstated, 1)).isChase).toBe(true);
    expect((await tinyGraph(unstated, 1, { rules: 'reference' })).isChase).toBe(false);
  });

  it('credit wickets, runs and retirements as the laws do', async () => {
    const innings = {
      overs: [
        over(
          { extras: { byes: 4 } },
          { runs: 1, wickets: [{ player_out: 'A2', kind: 'run out' }] },
          { wickets: [{ player_out: 'A1', kind: 'retired hurt' }] },
          { wickets: [{ player_out: 'A1', kind: 'bowled' }] },
          { runs: 5 },
          {},
        ),
      ],
    };
    const { context, labels, balls } = await tinyGraph([innings], 0);
    // After 5 balls: 10 runs, 2 out; the bowler has 6 against him and 1 wicket.
    expect(nodeAt(context, 5, 'wicket_buffer')).toEqual([0.8, 0]);
    expect(nodeAt(context, 5, 'bowler_state').slice(0, 4)).toEqual([0.208333, 0.12, 0.2, 0.48]);
    expect([...labels].map((label) => BALL_CLASSES[label])).toEqual(['dot', 'wicket', 'dot', 'wicket', 'four', 'dot']);
    expect(balls[2 * BALL_WIDTH + 1]).toBe(0);
    expect(balls[BALL_WIDTH + 12]).toBe(1);
    expect(balls[BALL_WIDTH + 16]).toBe(1);
    const reference = await tinyGraph([innings], 0, { rules: 'reference' });
    expect(nodeAt(reference.context, 5, 'wicket_buffer')).toEqual([0.7, 0]);
    expect(nodeAt(reference.context, 5, 'bowler_state').slice(0, 3)).toEqual([0.208333, 0.2, 0.6]);
    expect([...reference.labels].map((label) => BALL_CLASSES[label])).toEqual([
      'dot',
      'wicket',
      'wicket',
      'wicket',
      'dot',
      'dot',
    ]);
  });

  it('know a super over as such', async () => {
    const superOver = { more: { super_over: true }, overs: [over({ runs: 6 }, {}, {})] };
    const main = { overs: [over({}, {})] };
    const { context, isChase, isSuperOver } = await tinyGraph([main, main, superOver, superOver], 3);
    expect([isChase, isSuperOver]).toEqual([true, true]);
    expect(nodeAt(context, 2, 'phase_state')).toEqual([0, 0, 0, 0.333333, 0, 1]);
    // Target 7, 6 scored: 1 run of 4 balls, and it is the final over.
    expect(nodeAt(context, 2, 'chase_state').slice(0, 3)).toEqual([0.004, 0.075, 1]);
    expect(nodeAt(context, 2, 'time_pressure')).toEqual([0.666667, 0, 1]);
  });
});

describe('samples', () => {
  it('never are first deliveries, and with legal_only no wides and no-balls', async () => {
    const innings = { overs: [over({}, { extras: { wides: 1 } }, { extras: { noballs: 1 }, runs: 4 }, { runs: 1 })] };
    expect([...(await tinyGraph([innings], 0)).isTarget]).toEqual([0, 1, 1, 1]);
    expect([...(await tinyGraph([innings], 0, { labels: 'legal_only' })).isTarget]).toEqual([0, 0, 0, 1]);
  });

  it('are counted for the parts as the graphs hold them', () => {
    for (const labels of ['bat_runs', 'legal_only'] as const) {
      const data: CricketData = cricketData(sample, { labels });
      const { innings, samples, classCounts } = data.parts.train;
      const counts = new Array<number>(BALL_CLASSES.length).fill(0);
      for (const position of innings) {
        const graph = buildInningsGraph(data, position);
        graph.labels.forEach((label, delivery) => {
          counts[label]! += graph.isTarget[delivery]!;
        });
      }
      expect(classCounts).toEqual(counts);
      expect(samples).toBe(counts.reduce((sum, count) => sum + count, 0));
    }
  });
});
