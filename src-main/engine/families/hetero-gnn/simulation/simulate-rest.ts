import { DeliveryNotSimulatedError } from '#contract/errors/cricket-errors';
import type { ForwardPass } from '../../../backend/executor';
import { randomStream } from '../../../random/random-stream';
import type { RandomStream } from '../../../random/random-stream';
import { piecesOf, type BatchPlan } from '../batches/batch-plan';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
import { calibratedProbabilities, type Calibration } from '../evaluation/calibration';
import { softmaxRows } from '../evaluation/softmax';
import { CLASS_COUNT } from '../matches/ball-class';
import { columnsOf, DELIVERY_COLUMNS, type Delivery } from '../matches/delivery-columns';
import type { DeliveryColumns, Innings } from '../matches/match-archive';
import { factsOf } from '../snapshots/judged-innings';
import { inningsScript, type InningsScript } from './innings-script';
import { OutcomePool, type Outcome } from './outcome-pool';
import { SimulatedInnings, type InningsScore, type SimulationStart } from './simulated-innings';

/** What a simulation works with. */
export interface SimulationParts {
  /** Numbered by the vocabulary of the checkpoint; its training part is what outcomes are drawn from. */
  readonly data: CricketData;
  readonly plan: BatchPlan;
  /** Innings of one pass: the slots of the plan. */
  readonly slots: number;
  readonly calibration: Calibration | null;
  /** Gives `log_probabilities`. */
  readonly forward: ForwardPass;
  readonly signal: AbortSignal;
  readonly onProgress: (sentence: string, fraction: number) => void;
}

export interface SimulationOptions {
  /** Position in `MatchArchive.innings`. */
  readonly position: number;
  /** First delivery that is made up. */
  readonly delivery: number;
  readonly simulations: number;
  readonly seed: number;
}

export interface SimulatedRest {
  readonly start: InningsScore;
  /** Of the first delivery that is made up, from 0. */
  readonly over: number;
  /** How the innings ended as it was played. */
  readonly played: InningsScore;
  /** Of each simulation, in order. */
  readonly endings: readonly InningsScore[];
}

/** A side with more people than any: room for those whom the archive does not name. */
const UNNAMED_PEOPLE = 11;

/**
 * Plays the rest of an innings many times: the network is asked for the next ball, a class is drawn from its calibrated
 * probabilities, what came with that class in training is drawn too, and the network is asked again. All simulations go on
 * together, ball by ball. Simulation i draws from a stream of its own, so that the first hundred of a thousand are those of
 * a hundred.
 *
 * @throws DeliveryNotSimulatedError when the innings has no such delivery with one before it
 * @throws the reason of `signal`
 */
export async function simulateRest(parts: SimulationParts, options: SimulationOptions): Promise<SimulatedRest> {
  const { data, signal, onProgress } = parts;
  const { position, delivery, simulations, seed } = options;
  const pool = new OutcomePool(data);
  const widened = withUnnamedPeople(data);
  const script = inningsScript(data, position, data.archive.people.length);
  const start = simulationStart(data, position, delivery);
  const all = Array.from({ length: simulations }, (_, index) => ({
    innings: new SimulatedInnings(script, start),
    stream: randomStream(seed, 'simulation', index),
  }));
  const first = all[0]!.innings.score;
  const room = Math.max(1, script.innings.maximumBalls - first.legalBalls);
  let open = all.filter(({ innings }) => !innings.isOver);
  for (let ball = 0; open.length > 0; ball += 1) {
    onProgress(
      `simulating delivery ${delivery + ball + 1}, ${open.length} of ${simulations} innings open`,
      Math.min(0.99, ball / room),
    );
    for (const piece of piecesOf(open, parts.slots)) {
      signal.throwIfAborted();
      await playBall(parts, widened, script, pool, piece);
    }
    open = open.filter(({ innings }) => !innings.isOver);
  }
  return {
    start: first,
    over: start.next.over,
    played: playedScore(data, position),
    endings: all.map(({ innings }) => innings.score),
  };
}

function playedScore(data: CricketData, position: number): InningsScore {
  const facts = factsOf(data, position);
  return {
    runs: facts.reduce((sum, { total }) => sum + total, 0),
    wickets: facts.reduce((sum, { wickets }) => sum + wickets, 0),
    legalBalls: facts.filter(({ isLegal }) => isLegal).length,
  };
}

interface Simulation {
  readonly innings: SimulatedInnings;
  readonly stream: RandomStream;
}

/** Asks the network about some innings at once and plays one ball of each. */
async function playBall(
  { plan, calibration, forward }: SimulationParts,
  data: CricketData,
  script: InningsScript,
  pool: OutcomePool,
  simulations: readonly Simulation[],
): Promise<void> {
  const graphs = simulations.map(({ innings }) => graphOf(data, script.innings, innings));
  const { inputs, rows } = plan.moments(graphs.map((graph) => ({ graph, delivery: graph.length - 1 })));
  const answers = (await forward.run(inputs))['log_probabilities']!.data;
  simulations.forEach(({ innings, stream }, index) => {
    const row = rows[index]! * CLASS_COUNT;
    const logProbabilities = answers.subarray(row, row + CLASS_COUNT);
    const probabilities = calibration
      ? calibratedProbabilities(logProbabilities, calibration)
      : softmaxRows(logProbabilities);
    innings.play(pool.draw(drawClass(probabilities, pool, stream), stream));
  });
}

/** A class by its probability, among those that training holds. */
function drawClass(probabilities: ArrayLike<number>, pool: OutcomePool, stream: RandomStream): number {
  const weights = Array.from(probabilities, (value, ballClass) => (pool.has(ballClass) ? value : 0));
  let left = stream.uniform() * weights.reduce((sum, value) => sum + value, 0);
  const drawn = weights.findIndex((weight) => (left -= weight) < 0);
  // Rounding can leave a rest behind the last class.
  return drawn >= 0 ? drawn : weights.findLastIndex((weight) => weight > 0);
}

/** Stands for the delivery that is predicted: features of its moment do not look at what it brings. */
const NOT_PLAYED: Outcome = {
  batRuns: 0,
  wides: 0,
  noBalls: 0,
  byes: 0,
  legByes: 0,
  penalty: 0,
  wicketKind: 0,
  isNonStrikerOut: false,
};

/** Graph of what was played so far and of the next moment. */
function graphOf(data: CricketData, published: Innings, innings: SimulatedInnings): InningsGraph {
  const deliveries = [...innings.deliveries, innings.entry(NOT_PLAYED)];
  const alone = { ...published, firstDelivery: 0, deliveryCount: deliveries.length };
  const archive = { ...data.archive, innings: [alone], deliveries: columnsOf(deliveries) };
  return buildInningsGraph({ ...data, archive }, 0);
}

function simulationStart(data: CricketData, position: number, delivery: number): SimulationStart {
  const { firstDelivery, deliveryCount } = data.archive.innings[position]!;
  if (delivery < 1 || delivery >= deliveryCount) throw new DeliveryNotSimulatedError(delivery, deliveryCount);
  const facts = factsOf(data, position);
  const { striker, nonStriker, bowler, over } = facts[delivery]!;
  return {
    deliveries: Array.from({ length: delivery }, (_, ball) => entryOf(data.archive.deliveries, firstDelivery + ball)),
    facts: facts.slice(0, delivery),
    next: { striker, nonStriker, bowler, over },
  };
}

const entryOf = (columns: DeliveryColumns, at: number): Delivery =>
  Object.fromEntries(DELIVERY_COLUMNS.map((column) => [column, columns[column][at]!])) as Delivery;

/** Batters of whom the source does not say who they are: id 0, by team and place in the order, like everybody unknown. */
function withUnnamedPeople(data: CricketData): CricketData {
  const { vocabulary, archive } = data;
  const widened = (facts: Int32Array): Int32Array => {
    const values = new Int32Array(facts.length + UNNAMED_PEOPLE);
    values.set(facts);
    return values;
  };
  const unnamed = Array.from({ length: UNNAMED_PEOPLE }, (_, index) => ({ id: '', name: `batter ${index + 1}` }));
  return {
    ...data,
    archive: { ...archive, people: [...archive.people, ...unnamed] },
    vocabulary: {
      ...vocabulary,
      playerIds: widened(vocabulary.playerIds),
      primaryTeams: widened(vocabulary.primaryTeams),
      roles: widened(vocabulary.roles),
    },
  };
}
