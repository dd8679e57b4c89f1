import {
  BALL_RELATIONS,
  DENSE_RELATIONS,
  DYNAMICS_NODES,
  FEATURE_NODES,
  SOURCES,
  targetsOf,
} from './graph-network-edges';
import { normal, roughlyNormal, type Random } from './random';
import {
  dropoutInput,
  linearParameters,
  normParameters,
  uniformFor,
  type Workload,
  type WorkloadInput,
  type WorkloadParameter,
} from './workload';

/** Sizes of the packed graph network: every ball of an innings is one sample. */
export interface GraphNetworkSizes {
  readonly innings: number;
  /** Balls of one innings. */
  readonly balls: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  /** Balls that a dynamics node looks back. */
  readonly window: number;
  /** Matchup edges of one innings, padded. */
  readonly matchups: number;
}

const OUTCOMES = 7;
const PLAYERS = 300;
const TEAMS = 60;
const VENUES = 80;
const FEATURE_WIDTH = 8;
const BALL_FEATURES = 18;
const BLOCKED = -1e9;

const tableParameter = (name: string, rows: number, width: number): WorkloadParameter => ({
  name,
  shape: [rows, width],
  initial: (random) => normal(random) * 0.02,
});

const stackedLinear = (name: string, count: number, from: number, to: number): WorkloadParameter[] => [
  { name: `${name}.weight`, shape: [count, from, to], initial: uniformFor(from) },
  { name: `${name}.bias`, shape: [count, 1, to], initial: uniformFor(from) },
];

/** @returns the parameters of the packed graph network */
export function graphNetworkParameters(sizes: GraphNetworkSizes): WorkloadParameter[] {
  const { width, layers } = sizes;
  return [
    ...encoderParameters(width),
    ...Array.from({ length: layers }, (_, layer) => layerParameters(sizes, layer)).flat(),
    ...linearParameters('head0', width, width),
    ...normParameters('head.norm0', [width]),
    ...linearParameters('head1', width, width / 2),
    ...normParameters('head.norm1', [width / 2]),
    ...linearParameters('head2', width / 2, OUTCOMES),
  ];
}

function encoderParameters(width: number): WorkloadParameter[] {
  const embedded = [
    { name: 'venue', from: 32 },
    { name: 'team', from: 32 },
    { name: 'player', from: 64 },
  ];
  const count = FEATURE_NODES.length;
  return [
    tableParameter('venues', VENUES, 32),
    tableParameter('teams', TEAMS, 32),
    ...['players', 'ballBowlers', 'ballStrikers'].map((name) => tableParameter(name, PLAYERS, 64)),
    ...embedded.flatMap(({ name, from }) => [
      ...linearParameters(`${name}0`, from, width),
      ...normParameters(`${name}.norm`, [width]),
      ...linearParameters(`${name}1`, width, width),
    ]),
    ...stackedLinear('features0', count, FEATURE_WIDTH, width),
    ...normParameters('features.norm0', [count, 1, width]),
    ...stackedLinear('features1', count, width, width),
    ...normParameters('features.norm1', [count, 1, width]),
    ...linearParameters('ball0', BALL_FEATURES + 128, width),
    ...normParameters('ball.norm0', [width]),
    ...linearParameters('ball1', width, width),
    ...normParameters('ball.norm1', [width]),
    tableParameter('query', 1, width),
  ];
}

function layerParameters({ width, heads, layers }: GraphNetworkSizes, layer: number): WorkloadParameter[] {
  const targets = targetsOf(layer, layers);
  const attention = (name: string): WorkloadParameter[] => [
    ...linearParameters(`${name}.source`, width, width),
    ...linearParameters(`${name}.target`, width, width),
    { name: `${name}.attention`, shape: [width], initial: uniformFor(width / heads) },
  ];
  const dense = Object.entries(DENSE_RELATIONS).filter(([, target]) => targets.includes(target));
  const own = [
    ...targets.flatMap((target) => [
      ...linearParameters(`layer${layer}.${target}`, width * SOURCES.get(target)!.length, width),
      ...normParameters(`layer${layer}.${target}.norm`, [width]),
    ]),
    ...dense.flatMap(([relation]) => attention(`layer${layer}.${relation}`)),
  ];
  if (layer === layers - 1) return own;
  return [
    ...own,
    ...DYNAMICS_NODES.flatMap((node) => attention(`layer${layer}.window.${node}`)),
    ...BALL_RELATIONS.flatMap((relation) => ballRelationParameters(`layer${layer}.${relation}`, width)),
    ...['skip', 'distant'].flatMap((name) => linearParameters(`layer${layer}.${name}`, width, width)),
    ...attention(`layer${layer}.matchup`),
    ...normParameters(`layer${layer}.ball.norm`, [width]),
  ];
}

const ballRelationParameters = (name: string, width: number): WorkloadParameter[] => [
  ...['query', 'key', 'value'].flatMap((part) => linearParameters(`${name}.${part}`, width, width)),
  { name: `${name}.edge`, shape: [width], initial: uniformFor(1) },
];

/** @returns the made-up batch of the packed graph network */
export function graphNetworkInputs(sizes: GraphNetworkSizes): Workload['inputs'] {
  const { innings, balls, width } = sizes;
  const samples = innings * balls;
  const index = (rows: number): WorkloadInput => ({
    shape: [samples],
    dtype: 'int32',
    element: (random) => Math.floor(random() * rows),
  });
  return {
    venue: index(VENUES),
    batting: index(TEAMS),
    bowling: index(TEAMS),
    striker: index(PLAYERS),
    partner: index(PLAYERS),
    bowler: index(PLAYERS),
    features: { shape: [FEATURE_NODES.length, samples, FEATURE_WIDTH], element: roughlyNormal },
    ball: { shape: [samples, BALL_FEATURES], element: (random) => (random() < 0.2 ? 1 : 0) },
    y: {
      shape: [samples, OUTCOMES],
      element: (_, at) => (at % OUTCOMES === (Math.floor(at / OUTCOMES) * 31) % OUTCOMES ? 1 : 0),
    },
    valid: { shape: [samples], element: (_, at) => (at % balls < balls * 0.9 ? 1 : 0) },
    queryDropout: dropoutInput([samples, width], 0.1),
    ballDropout: dropoutInput([samples, width], 0.1),
    ...relationInputs(sizes),
    ...windowInputs(sizes),
    ...matchupInputs(sizes),
  };
}

/** Position of an element of a [..., target, source] mask. */
const pair = (at: number, balls: number) => ({ source: at % balls, target: Math.floor(at / balls) % balls });

function relationInputs({ innings, balls, heads }: GraphNetworkSizes): Workload['inputs'] {
  const square = [innings, 1, balls, balls];
  const earlier = (random: Random, at: number): number => {
    const { source, target } = pair(at, balls);
    return source <= target && random() < 0.15 ? 0 : BLOCKED;
  };
  const dense =
    (relation: string) =>
    (random: Random, at: number): number => {
      const { source, target } = pair(at, balls);
      return source < target && (relation === 'attends' || random() < 0.3) ? 0 : BLOCKED;
    };
  const distant = (_: Random, at: number): number => {
    const { source, target } = pair(at, balls);
    return target - source > 24 && (target - source) % 6 === 0 ? 6 / balls : 0;
  };
  return {
    distant: { shape: [innings, balls, balls], element: distant },
    ...Object.fromEntries(
      BALL_RELATIONS.flatMap((relation): [string, WorkloadInput][] => [
        [`mask.${relation}`, { shape: square, element: earlier }],
        [`feature.${relation}`, { shape: square, element: (random) => random() }],
        [`dropout.${relation}`, dropoutInput([innings, heads, balls, balls], 0.1)],
      ]),
    ),
    ...Object.fromEntries(
      Object.keys(DENSE_RELATIONS).map((relation): [string, WorkloadInput] => [
        `mask.${relation}`,
        { shape: [innings, balls, balls, 1], element: dense(relation) },
      ]),
    ),
  };
}

function windowInputs({ innings, balls, window }: GraphNetworkSizes): Workload['inputs'] {
  const samples = innings * balls;
  const place = (at: number) => ({ sample: Math.floor(at / window), back: 1 + (at % window) });
  return {
    windowIndex: {
      shape: [samples * window],
      dtype: 'int32',
      element: (_, at) => {
        const { sample, back } = place(at);
        return Math.max(sample - (sample % balls), sample - back);
      },
    },
    'mask.window': {
      shape: [samples, window, 1],
      element: (_, at) => {
        const { sample, back } = place(at);
        return (sample % balls) - back >= 0 ? 0 : BLOCKED;
      },
    },
  };
}

function matchupInputs({ innings, balls, matchups }: GraphNetworkSizes): Workload['inputs'] {
  const shape = [innings * matchups];
  const half = balls / 2;
  const first = (at: number) => Math.floor(at / matchups) * balls;
  const isPadding = (at: number) => at % matchups > matchups * 0.7;
  return {
    matchupSource: { shape, dtype: 'int32', element: (random, at) => first(at) + Math.floor(random() * half) },
    matchupTarget: {
      shape,
      dtype: 'int32',
      element: (random, at) => (isPadding(at) ? innings * balls : first(at) + Math.floor(half + random() * half)),
    },
  };
}
