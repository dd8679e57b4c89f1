import { dateText } from '../../../data/day-number';
import type { PredictionTable } from '../../family';
import type { CricketData } from '../data/cricket-data';
import { inningsFrame } from '../features/innings-frame';
import { BALL_CLASSES, CLASS_COUNT } from '../matches/ball-class';
import type { PartSamples } from './part-samples';
import { reportPhase } from './phase-of-over';
import type { ScoredSamples } from './scored-samples';

/** What a sample is, beside its probabilities: enough to cut new slices without training again. */
const FACT_COLUMNS = [
  'match_id',
  'date',
  'venue',
  'batting_team',
  'bowling_team',
  'innings',
  'over',
  'ball',
  'phase',
  'is_chase',
  'is_super_over',
  'striker',
  'non_striker',
  'bowler',
  'striker_seen',
  'non_striker_seen',
  'bowler_seen',
] as const;

const SCORE_COLUMNS = [
  'label',
  'predicted',
  'decided',
  'calibrated_loss',
  ...BALL_CLASSES.map((name) => `p_${name}`),
] as const;

/** Columns of prediction files; docs/families/hetero-gnn.md#metrics describes them. */
export const PREDICTION_COLUMNS: readonly string[] = [...FACT_COLUMNS, ...SCORE_COLUMNS];

/** float32 has no more. */
const PROBABILITY_DIGITS = 7;

/** @param scored of the same samples */
export function predictionTable(data: CricketData, samples: PartSamples, scored: ScoredSamples): PredictionTable {
  const rows = Array.from({ length: samples.count }, (_, sample) => [
    ...sampleFacts(data, samples.innings[sample]!, samples.deliveries[sample]!),
    ...scoresOf(scored, sample),
  ]);
  return { columns: PREDICTION_COLUMNS, rows };
}

/** The same for a model whose samples are told apart in another file: what metrics and clusters need, in the same rows. */
export function scoreTable({ archive }: CricketData, samples: PartSamples, scored: ScoredSamples): PredictionTable {
  const matchOf = (sample: number): string => archive.matches[archive.innings[samples.innings[sample]!]!.match]!.id;
  const rows = Array.from({ length: samples.count }, (_, sample) => [matchOf(sample), ...scoresOf(scored, sample)]);
  return { columns: ['match_id', ...SCORE_COLUMNS], rows };
}

function scoresOf(scored: ScoredSamples, sample: number): readonly number[] {
  const start = sample * CLASS_COUNT;
  return [
    scored.labels[sample]!,
    scored.predicted[sample]!,
    scored.decided[sample]!,
    rounded(scored.calibratedLosses[sample]!),
    ...Array.from(scored.probabilities.subarray(start, start + CLASS_COUNT), rounded),
  ];
}

const rounded = (value: number): number => Number(value.toPrecision(PROBABILITY_DIGITS));

type FactValues = readonly (string | number)[];

/** In the order of FACT_COLUMNS. */
function sampleFacts({ archive, vocabulary, options }: CricketData, position: number, delivery: number): FactValues {
  const innings = archive.innings[position]!;
  const match = archive.matches[innings.match]!;
  const { over, batter, nonStriker, bowler } = archive.deliveries;
  const at = innings.firstDelivery + delivery;
  const people = [batter[at]!, nonStriker[at]!, bowler[at]!];
  return [
    match.id,
    dateText(match.day),
    archive.venues[match.venue]!,
    archive.teams[innings.battingTeam]!,
    archive.teams[innings.bowlingTeam]!,
    innings.position + 1,
    over[at]!,
    delivery,
    reportPhase(over[at]!, innings.isSuperOver),
    inningsFrame(archive, innings, options.rules).target === null ? 0 : 1,
    innings.isSuperOver ? 1 : 0,
    ...people.map((person) => archive.people[person]!.id),
    ...people.map((person) => (vocabulary.playerIds[person] === 0 ? 0 : 1)),
  ];
}
