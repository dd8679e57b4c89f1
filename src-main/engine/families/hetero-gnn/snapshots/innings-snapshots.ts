import type { BallNeighbourhood, BallProbabilities } from '#contract/snapshots/ball-probabilities';
import type { ForwardPass } from '../../../backend/executor';
import { dateText } from '../../../data/day-number';
import type { BatchPlan } from '../batches/batch-plan';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
import { inningsAnswers, type AttendedBalls, type DeliveryAnswer } from './innings-answers';

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
  const answers = await inningsAnswers(graph, plan, forward);
  const last = answers.at(-1)!;
  const facts = inningsFacts(data, position);
  return {
    probabilities: {
      ...facts,
      deliveries: answers.map((answer) => ({
        ...ballFacts(data, graph, answer.delivery),
        probabilities: probabilitiesOf(answer),
      })),
    },
    neighbourhood: {
      match: facts.match,
      innings: facts.innings,
      delivery: last.delivery,
      label: graph.labels[last.delivery]!,
      probabilities: probabilitiesOf(last),
      relations: last.relations.map((relation) => namedBalls(data, graph, relation)),
    },
    queries: queriesOf(answers),
  };
}

/** @returns the seven probabilities as the network gives them */
export const probabilitiesOf = ({ logProbabilities }: DeliveryAnswer): number[] =>
  Array.from(logProbabilities, (value) => Math.exp(value));

function queriesOf(answers: readonly DeliveryAnswer[]): InningsSnapshots['queries'] {
  const width = answers[0]!.query.length;
  const values = new Float32Array(answers.length * width);
  answers.forEach(({ query }, index) => values.set(query, index * width));
  return { values, width };
}

/** What people know an innings by. @param position in `data.archive.innings` */
export function inningsFacts({ archive }: CricketData, position: number) {
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

const namedBalls = (
  data: CricketData,
  graph: InningsGraph,
  { relation, edges, deliveries, weights }: AttendedBalls,
): BallNeighbourhood['relations'][number] => ({
  relation,
  edges,
  balls: deliveries.map((ball, index) => ({ ...ballFacts(data, graph, ball), weight: weights[index]! })),
});
