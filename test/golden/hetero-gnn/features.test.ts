import { beforeAll, describe, expect, it } from 'vitest';
import { buildInningsGraph } from '../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { CricketData } from '../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import { ballEdges } from '../../../src-main/engine/families/hetero-gnn/edges/ball-edges';
import { readoutBalls } from '../../../src-main/engine/families/hetero-gnn/edges/readout-relations';
import type { BallRelation } from '../../../src-main/engine/families/hetero-gnn/edges/relations';
import {
  BALL_WIDTH,
  CONTEXT_OFFSETS,
  CONTEXT_WIDTH,
  CONTEXT_WIDTHS,
} from '../../../src-main/engine/families/hetero-gnn/features/context-layout';
import type { ContextNode } from '../../../src-main/engine/families/hetero-gnn/features/context-layout';
import { BALL_CLASSES } from '../../../src-main/engine/families/hetero-gnn/matches/ball-class';
import { CRICKET_SAMPLE, cricketData, findInnings, readArchive } from '../../support/cricket-archive';

/*
 * Values that the feature code and the edge builder of the published program (lyndonkl/cricketmodel, commit 8e1d4b7) give for
 * three moments of three published matches, rounded to 6 digits. They pin `rules: reference`, quirks included.
 */
interface GoldenMoment {
  readonly match: string;
  readonly innings: number;
  readonly delivery: number;
  readonly over: number;
  readonly label: (typeof BALL_CLASSES)[number];
  readonly context: Readonly<Partial<Record<ContextNode, readonly number[]>>>;
  /** Features of the ball before that are not 0, by column. */
  readonly lastBall: Readonly<Record<number, number>>;
  readonly edges: Readonly<Record<BallRelation, number>>;
  readonly edgeSums: Readonly<Partial<Record<BallRelation, number>>>;
  /** faced_by, partnered_by, bowled_by. */
  readonly readout: readonly [number, number, number];
}

const MOMENTS: readonly GoldenMoment[] = [
  {
    match: '430885',
    innings: 0,
    delivery: 61,
    over: 8,
    label: 'dot',
    context: {
      score_state: [0.384, 0.2, 0.433333, 0, 0],
      chase_state: [0, 0, 0, 0, 0, 1, 1],
      phase_state: [0, 1, 0, 0.166667, 0, 0],
      time_pressure: [0.491667, 0, 0],
      wicket_buffer: [0.8, 0],
      striker_state: [0.03, 0.05, 0.5, 0, 0, 0, 0, 0.083333],
      nonstriker_state: [0.45, 0.416667, 0.9, 0.32, 1, 0.8, 0, 0],
      bowler_state: [0.166667, 0.08, 0, 0.4, 0, 0.2, 0, 0],
      partnership: [0.05, 0.083333, 0.6, 0.166667],
      batting_momentum: [-0.0625],
      bowling_momentum: [0.0625],
      pressure_index: [0.1],
      dot_pressure: [0, 0.583333, 0.166667, 0.504269, 0.25],
    },
    lastBall: { 0: 0.166667, 2: 0.4, 3: 0.5 },
    edges: {
      recent_precedes: 345,
      medium_precedes: 819,
      distant_precedes: 96,
      same_bowler: 646,
      same_batsman: 1474,
      same_matchup: 175,
      same_over: 184,
    },
    edgeSums: {
      recent_precedes: 198.3333,
      medium_precedes: 405.3333,
      distant_precedes: 11.55,
      same_bowler: 259.75,
      same_batsman: 463.2,
      same_over: 148.8,
    },
    readout: [3, 52, 4],
  },
  {
    match: '430885',
    innings: 1,
    delivery: 100,
    over: 15,
    label: 'four',
    context: {
      score_state: [0.712, 0.2, 0.791667, 1, 0],
      chase_state: [0.116, 0.348, 1, 0.58, 0.25, 0.208333, 0.8],
      phase_state: [0, 0, 1, 0.666667, 0, 0],
      time_pressure: [0.166667, 0.058333, 0],
      wicket_buffer: [0.8, 0],
      striker_state: [0.44, 0.283333, 1, 0.117647, 1, 0.6, 0, 0],
      nonstriker_state: [0.42, 0.4, 0.875, 0.166667, 1, 0.5, 0, 0.583333],
      bowler_state: [0.958333, 0.92, 0.2, 0.8, 0.217391, 0.130435, 0, 0],
      partnership: [0.7, 0.483333, 1, 0.966667],
      batting_momentum: [0.35],
      bowling_momentum: [-0.35],
      pressure_index: [0.542],
      dot_pressure: [0.166667, 0.083333, 1, 0.376646, -0.25],
    },
    lastBall: { 2: 0.75, 3: 0.833333, 17: 1 },
    edges: {
      recent_precedes: 579,
      medium_precedes: 1521,
      distant_precedes: 444,
      same_bowler: 1924,
      same_batsman: 2682,
      same_matchup: 324,
      same_over: 265,
    },
    edgeSums: {
      recent_precedes: 334.8333,
      medium_precedes: 775.8333,
      distant_precedes: 101.4,
      same_bowler: 2320.5,
      same_batsman: 879.7667,
      same_over: 201,
    },
    readout: [19, 61, 24],
  },
  {
    match: '1187669',
    innings: 3,
    delivery: 3,
    over: 0,
    label: 'dot',
    context: {
      score_state: [0.028, 0, 0.016667, 0, 0],
      chase_state: [0, 0, 0, 0, 0, 1, 1],
      phase_state: [1, 0, 0, 0.5, 0, 1],
      time_pressure: [0.975, 0, 0],
      wicket_buffer: [1, 0],
      striker_state: [0.06, 0.033333, 1, 0, 0, 0.1, 0, 0],
      nonstriker_state: [0, 0, 0, 0, 0, 0, 1, 1],
      bowler_state: [0.083333, 0.14, 0, 1, 0, 0, 0, 0],
      partnership: [0.07, 0.033333, 1, 0.066667],
      batting_momentum: [0.866667],
      bowling_momentum: [-0.866667],
      pressure_index: [0],
      dot_pressure: [0, 0, 0.1, 0, 0],
    },
    lastBall: { 0: 0.666667, 3: 0.333333, 4: 1 },
    edges: {
      recent_precedes: 3,
      medium_precedes: 0,
      distant_precedes: 0,
      same_bowler: 6,
      same_batsman: 6,
      same_matchup: 3,
      same_over: 3,
    },
    edgeSums: {
      recent_precedes: 0.6667,
      medium_precedes: 0,
      distant_precedes: 0,
      same_bowler: 0.3333,
      same_batsman: 0.1333,
      same_over: 1,
    },
    readout: [3, 3, 3],
  },
];

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

describe.each(MOMENTS)('reference rules, match $match, innings $innings, delivery $delivery', (golden) => {
  let data: CricketData;
  beforeAll(async () => {
    data = cricketData(await readArchive(CRICKET_SAMPLE), { rules: 'reference' });
  });
  const graphOf = () => buildInningsGraph(data, findInnings(data.archive, golden.match, golden.innings));

  it('gives the published context features to 6 digits', () => {
    const { context, keys, labels } = graphOf();
    for (const [node, expected] of Object.entries(golden.context) as [ContextNode, readonly number[]][]) {
      const start = golden.delivery * CONTEXT_WIDTH + CONTEXT_OFFSETS[node];
      const values = [...context.subarray(start, start + CONTEXT_WIDTHS[node])];
      expect(
        values.map((value) => Math.round(value * 1e6) / 1e6),
        node,
      ).toEqual(expected);
    }
    expect(keys.over[golden.delivery]).toBe(golden.over);
    expect(BALL_CLASSES[labels[golden.delivery]!]).toBe(golden.label);
  });

  it('gives the published features of the ball before', () => {
    const start = (golden.delivery - 1) * BALL_WIDTH;
    const values = [...graphOf().balls.subarray(start, start + BALL_WIDTH)];
    const expected = values.map((_, column) => golden.lastBall[column] ?? 0);
    expect(values.map((value) => Math.round(value * 1e6) / 1e6)).toEqual(expected);
  });

  it('builds the published edges, same_bowler and same_batsman both ways', () => {
    const edges = ballEdges(graphOf().keys, golden.delivery, 'two_way');
    for (const relation of Object.keys(golden.edges) as BallRelation[]) {
      expect(edges[relation].source.length, relation).toBe(golden.edges[relation]);
      const sum = golden.edgeSums[relation];
      if (sum !== undefined) expect(sumOf(edges[relation].feature!), relation).toBeCloseTo(sum, 3);
    }
    expect(edges.same_matchup.feature).toBeNull();
  });

  it('leads the published number of balls to the players', () => {
    const { faced_by, partnered_by, bowled_by, informs } = readoutBalls(graphOf().keys, golden.delivery);
    expect([faced_by.length, partnered_by.length, bowled_by.length]).toEqual(golden.readout);
    expect(informs.length).toBe(Math.min(12, golden.delivery));
  });
});
