import type { InningsAnswers, InningsPlace, JudgedInnings, JudgedInningsList } from '#contract/cricket';
import { InningsNotFoundError } from '#contract/errors/cricket-errors';
import type { ForwardPass } from '../../../backend/executor';
import type { BatchPlan } from '../batches/batch-plan';
import { buildInningsGraph } from '../data/build-innings-graph';
import type { CricketData } from '../data/cricket-data';
import { calibratedProbabilities, type Calibration } from '../evaluation/calibration';
import { deliveryFacts, type DeliveryFacts } from '../features/delivery';
import { inningsKeys } from '../edges/innings-keys';
import { inningsAnswers, type DeliveryAnswer } from './innings-answers';
import { inningsFacts, probabilitiesOf } from './innings-snapshots';

const JUDGED_PARTS = ['validation', 'test'] as const;

/** An innings that the network was not trained on, with its position in `MatchArchive.innings`. */
export interface FoundInnings {
  readonly position: number;
  readonly innings: JudgedInnings;
}

/** All innings of validation and test that hold a sample, in the order of play. */
export const judgedInningsList = (data: CricketData): JudgedInningsList => ({
  innings: JUDGED_PARTS.flatMap((split) =>
    data.parts[split].innings.map((position) => judgedInnings(data, split, position)),
  ),
});

/** @throws InningsNotFoundError when neither part holds it */
export function findJudgedInnings(data: CricketData, { match, innings }: InningsPlace): FoundInnings {
  for (const split of JUDGED_PARTS) {
    const position = data.parts[split].innings.find((at) => {
      const { match: number, position: place } = data.archive.innings[at]!;
      return data.archive.matches[number]!.id === match && place + 1 === innings;
    });
    if (position !== undefined) return { position, innings: judgedInnings(data, split, position) };
  }
  throw new InningsNotFoundError(match, innings);
}

function judgedInnings(data: CricketData, split: JudgedInnings['split'], position: number): JudgedInnings {
  const facts = factsOf(data, position);
  return {
    ...inningsFacts(data, position),
    split,
    deliveries: facts.length,
    runs: facts.reduce((sum, { total }) => sum + total, 0),
    wickets: facts.reduce((sum, { wickets }) => sum + wickets, 0),
  };
}

/** Facts of every delivery of an innings by the rules of the data. */
export function factsOf({ archive, options }: CricketData, position: number): readonly DeliveryFacts[] {
  const innings = archive.innings[position]!;
  const { positionInOver } = inningsKeys(archive, innings);
  return Array.from({ length: innings.deliveryCount }, (_, delivery) =>
    deliveryFacts(archive.deliveries, innings.firstDelivery + delivery, positionInOver[delivery]!, options.rules),
  );
}

/** An innings ball by ball, what the network says before each, and where it looks. */
export async function askInnings(
  data: CricketData,
  { position, innings }: FoundInnings,
  calibration: Calibration | null,
  plan: BatchPlan,
  forward: ForwardPass,
): Promise<InningsAnswers> {
  const graph = buildInningsGraph(data, position);
  const answers = await inningsAnswers(graph, plan, forward);
  const nameOf = (person: number) => data.archive.people[person]!.name;
  let runs = 0;
  let wickets = 0;
  return {
    innings,
    target: data.archive.innings[position]!.target,
    balls: factsOf(data, position).map((facts, delivery) => {
      const before = { runs, wickets };
      runs += facts.total;
      wickets += facts.wickets;
      return {
        delivery,
        over: facts.over,
        striker: nameOf(facts.striker),
        nonStriker: nameOf(facts.nonStriker),
        bowler: nameOf(facts.bowler),
        label: graph.labels[delivery]!,
        ...before,
      };
    }),
    answers: answers.map((answer) => ({
      delivery: answer.delivery,
      probabilities: probabilitiesOf(answer),
      calibrated: calibratedAnswer(answer, calibration),
      relations: answer.relations.map(({ relation, edges, deliveries, weights }) => ({
        relation,
        edges,
        deliveries: [...deliveries],
        weights: [...weights],
      })),
    })),
  };
}

/** As fitted on validation; what the network gives where nothing was fitted. */
const calibratedAnswer = (answer: DeliveryAnswer, calibration: Calibration | null): number[] =>
  calibration === null
    ? probabilitiesOf(answer)
    : Array.from(calibratedProbabilities(answer.logProbabilities, calibration));
