import type { BallNeighbourhood, BallProbabilities } from '#contract/snapshots/ball-probabilities';
import type { ForwardPass } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';
import { dateText } from '../../../data/day-number';
import type { BatchPlan } from '../batches/batch-plan';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
import { readoutBalls } from '../edges/readout-relations';
import { CLASS_COUNT } from '../matches/ball-class';
import { attentionOutput } from '../network/graph-pass';
import { HISTORY_RELATION_NAMES, type HistoryRelation } from '../network/graph-schema';

/** Balls that a neighbourhood names. */
const NAMED_BALLS = 12;

/** What the run screen shows of one innings of the validation part. */
export interface InningsSnapshots {
  readonly probabilities: BallProbabilities;
  readonly neighbourhood: BallNeighbourhood;
  /** Final states of the query, [samples * width]: how much alike they are tells of over-smoothing. */
  readonly queries: { readonly values: Float32Array; readonly width: number };
}

/** The longest innings of the last validation match: the same one in every epoch. */
export function watchedInnings({ archive, parts }: CricketData): number {
  const last = parts.validation.matches.at(-1)!;
  const ofMatch = parts.validation.innings.filter((position) => archive.innings[position]!.match === last);
  const all = ofMatch.length > 0 ? ofMatch : parts.validation.innings;
  const length = (position: number) => archive.innings[position]!.deliveryCount;
  return all.reduce((best, position) => (length(position) > length(best) ? position : best));
}

/** Answers and attention of one innings. */
export async function inningsSnapshots(
  data: CricketData,
  position: number,
  plan: BatchPlan,
  forward: ForwardPass,
): Promise<InningsSnapshots> {
  const graph = buildInningsGraph(data, position);
  const inputs = plan.innings(graph);
  const outputs = await forward.run(inputs);
  const rows = shownRows(graph, inputs);
  const answers = outputs['log_probabilities']!.data;
  const probabilitiesAt = (row: number) =>
    Array.from(answers.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT), (value) => Math.exp(value));
  const width = outputs['query']!.shape[1]!;
  const queries = new Float32Array(rows.length * width);
  rows.forEach(({ row }, index) =>
    queries.set(outputs['query']!.data.subarray(row * width, (row + 1) * width), index * width),
  );
  const deliveries = rows.map(({ row, delivery }) => ({
    ...ballFacts(data, graph, delivery),
    probabilities: probabilitiesAt(row),
  }));
  const last = rows.at(-1)!;
  return {
    probabilities: { ...inningsFacts(data, position), deliveries },
    neighbourhood: {
      ...pick(inningsFacts(data, position)),
      delivery: last.delivery,
      label: graph.labels[last.delivery]!,
      probabilities: probabilitiesAt(last.row),
      relations: HISTORY_RELATION_NAMES.flatMap((relation) => attended(data, graph, outputs, relation, last)),
    },
    queries: { values: queries, width },
  };
}

const pick = ({ match, innings }: { match: string; innings: number }) => ({ match, innings });

interface ShownRow {
  readonly row: number;
  readonly delivery: number;
}

/** Rows of the answers that hold a target: moments of the innings when packed, samples in order when exact. */
function shownRows(graph: InningsGraph, inputs: HostTensors): readonly ShownRow[] {
  const isTarget = inputs['is_target']!.data;
  const rows = [...isTarget.keys()].filter((row) => isTarget[row] === 1);
  const deliveries = [...graph.isTarget.keys()].filter((delivery) => graph.isTarget[delivery] === 1);
  return rows.map((row, index) => ({ row, delivery: deliveries[index]! }));
}

function inningsFacts({ archive }: CricketData, position: number) {
  const { match, position: place, battingTeam, bowlingTeam } = archive.innings[position]!;
  const { id, day } = archive.matches[match]!;
  return {
    match: id,
    date: dateText(day),
    battingTeam: archive.teams[battingTeam]!,
    bowlingTeam: archive.teams[bowlingTeam]!,
    innings: place + 1,
  };
}

function ballFacts({ archive }: CricketData, graph: InningsGraph, delivery: number) {
  const nameOf = (person: number) => archive.people[person]!.name;
  return {
    delivery,
    over: graph.keys.over[delivery]!,
    striker: nameOf(graph.keys.striker[delivery]!),
    bowler: nameOf(graph.keys.bowler[delivery]!),
    label: graph.labels[delivery]!,
  };
}

function attended(
  data: CricketData,
  graph: InningsGraph,
  outputs: HostTensors,
  relation: HistoryRelation,
  { row, delivery }: ShownRow,
): BallNeighbourhood['relations'] {
  const weights = outputs[attentionOutput(relation)];
  if (!weights) return [];
  const steps = weights.shape[2]!;
  const balls =
    relation === 'attends'
      ? Array.from({ length: delivery }, (_, ball) => ball)
      : [...readoutBalls(graph.keys, delivery)[relation]];
  // Rows are counted over graphs and moments alike: [G, M, T] has one row of weights a sample.
  const weightOf = (ball: number) => weights.data[row * steps + ball]!;
  const named = [...balls].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, NAMED_BALLS);
  return [
    {
      relation,
      edges: balls.length,
      balls: named.map((ball) => ({ ...ballFacts(data, graph, ball), weight: weightOf(ball) })),
    },
  ];
}
