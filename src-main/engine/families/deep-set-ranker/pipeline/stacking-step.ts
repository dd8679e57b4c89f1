import type { DeepSetRankerConfig, StackingMember } from '#contract/config/deep-set-ranker';
import type { Diagnostic } from '#contract/diagnostics';
import { TooFewFoldsError } from '#contract/errors/data-errors';
import type { StackingReport } from '#contract/snapshots/team-ranking';
import { toCsv } from '../../../checkpoints/prediction-csv';
import { spearman } from '../../../metrics/spearman';
import { jsonFile, readJson, textFile } from '../../../pipeline/json-file';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from '../../../pipeline/step';
import { fitRidgeCv, predictRidge, type Ridge } from '../../../tabular/ridge';
import { diagnosticRow } from './diagnostic-row';
import { joinMembers, MEMBER_COLUMNS, MEMBER_STEPS, memberTable, type MemberRow } from './members';
import { chooseTemperature } from './odds';
import { reliabilityOfDays } from './reliability';
import type { ScoredTeam } from './scored-team';

const STACKER = 'internal/stacker.json';

/** What the stacker learned, for the steps after it. */
export interface Stacker {
  readonly ridge: Ridge;
  readonly temperature: number;
  /** Out-of-fold days of the stacker's own training rows. */
  readonly reliability: ReturnType<typeof reliabilityOfDays>;
}

/** @returns what the step `Stacking` wrote */
export const readStacker = (files: StepFiles): Stacker => readJson(files, STACKER);

/** The members' steps, Model A first: its rows are what everything is joined to. */
export const memberSteps = ({ stacking }: DeepSetRankerConfig): readonly string[] => [
  MEMBER_STEPS.model_a,
  ...stacking.members.filter((member) => member !== 'model_a').map((member) => MEMBER_STEPS[member]),
];

/** Goodness of a final rank, larger is better, so that every member has a positive sign: 31 - rank. */
const GOODNESS_OF_FIRST = 31;
const TARGETS = {
  standings: (row) => row.standingsRank,
  playoffs: (row) => row.playoffRank ?? row.standingsRank,
  end_of_season: (row) => row.endOfSeasonRank ?? row.standingsRank,
} as const satisfies Record<StackingReport['target'], (row: ScoredTeam) => number>;

/** Weighs the members by ridge regression on their out-of-fold predictions, both conferences of a date together. */
export function stackingStep(config: DeepSetRankerConfig): PipelineStep {
  const { stacking, inference, evaluation } = config;
  return {
    name: 'Stacking',
    inputs: memberSteps(config),
    settings: [{ ...stacking }, inference.temperature, evaluation.ece_bins],
    version: 1,
    run: (context) => Promise.resolve(stack(config, context)),
  };
}

function stack(config: DeepSetRankerConfig, { inputs, ...context }: StepContext): StepOutputs {
  const { members, target_rank } = config.stacking;
  const joined = joinMembers(config, inputs).outOfFold;
  const rows = joined
    .filter(({ values }) => members.some((member) => values[member] !== null))
    .sort(
      (a, b) => a.row.day - b.row.day || a.row.conference.localeCompare(b.row.conference) || a.row.team - b.row.team,
    );
  const dates = new Set(rows.map(({ row }) => row.day)).size;
  if (dates < 2) throw new TooFewFoldsError(`${dates} date with out-of-fold predictions of Model A`, 2);
  const target = rows.map(({ row }) => GOODNESS_OF_FIRST - TARGETS[target_rank](row));
  const ridge = fit(config, members, rows, target);
  const values = predictRidge(ridge, memberTable(members, rows));
  const days = daysOf(rows, values);
  const temperature = config.inference.temperature ?? chooseTemperature(days);
  const report = reportOf(config, rows, target, ridge, values, temperature, dates);
  for (const { member, coefficient } of report.members)
    context.log(`Stacking: ${member} ${coefficient.toFixed(4)} a unit`);
  const stacker: Stacker = {
    ridge,
    temperature,
    reliability: reliabilityOfDays(days, temperature, config.evaluation.ece_bins),
  };
  return {
    files: {
      [STACKER]: jsonFile(stacker),
      'oof_pooled.csv': textFile(pooledCsv(members, rows, target, values)),
      'stacking.json': jsonFile(report),
      'snapshots/stacking.json': jsonFile(report),
    },
    diagnostics: diagnose(config, rows, report),
  };
}

const fit = (
  { stacking }: DeepSetRankerConfig,
  members: readonly StackingMember[],
  rows: readonly MemberRow[],
  target: readonly number[],
): Ridge =>
  fitRidgeCv(memberTable(members, rows), target, {
    alphas: stacking.alphas,
    folds: Math.min(stacking.cv_folds, rows.length),
    nonNegative: stacking.non_negative,
  });

/** @returns the teams of each day with the ensemble's value */
export function daysOf(rows: readonly MemberRow[], values: ArrayLike<number>) {
  const days = new Map<number, { readonly value: number; readonly isChampion: boolean }[]>();
  rows.forEach(({ row }, index) => {
    const day = days.get(row.day) ?? [];
    days.set(row.day, day);
    day.push({ value: values[index]!, isChampion: row.endOfSeasonRank === 1 });
  });
  return [...days.values()];
}

/** Mean over the dates of the rank correlation of values and target; null when no date has two teams with values. */
function meanSpearman(
  rows: readonly MemberRow[],
  values: ArrayLike<number | null>,
  target: readonly number[],
): number | null {
  const days = [...new Set(rows.map(({ row }) => row.day))];
  const correlations = days.flatMap((day) => {
    const of = rows.flatMap(({ row }, index) => (row.day === day && values[index] !== null ? [index] : []));
    return of.length < 2
      ? []
      : [
          spearman(
            of.map((index) => values[index]!),
            of.map((index) => target[index]!),
          ),
        ];
  });
  return correlations.length === 0 ? null : correlations.reduce((sum, value) => sum + value, 0) / correlations.length;
}

function reportOf(
  config: DeepSetRankerConfig,
  rows: readonly MemberRow[],
  target: readonly number[],
  ridge: Ridge,
  values: Float64Array,
  temperature: number,
  dates: number,
): StackingReport {
  const { members, target_rank } = config.stacking;
  return {
    alpha: ridge.alpha,
    intercept: ridge.intercept,
    errors: ridge.errors.map((error) => ({ ...error })),
    temperature,
    rows: rows.length,
    dates,
    target: target_rank,
    ensembleSpearman: meanSpearman(rows, values, target),
    members: members.map((member, column) => {
      const own = rows.map((row) => row.values[member]);
      const others = members.filter((other) => other !== member);
      const without = others.length === 0 ? null : fit(config, others, rows, target);
      return {
        member,
        coefficient: ridge.coefficients[column]!,
        standardizedWeight: ridge.coefficients[column]! * deviation(own.flatMap((value) => value ?? [])),
        spearman: meanSpearman(rows, own, target),
        ensembleSpearmanWithout:
          without && meanSpearman(rows, predictRidge(without, memberTable(others, rows)), target),
      };
    }),
  };
}

function deviation(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function pooledCsv(
  members: readonly StackingMember[],
  rows: readonly MemberRow[],
  target: readonly number[],
  values: Float64Array,
): string {
  return toCsv({
    columns: [
      'season',
      'as_of_date',
      'conference',
      'team_id',
      ...members.map((member) => MEMBER_COLUMNS[member]),
      'y',
      'ensemble',
    ],
    rows: rows.map(({ row, values: own }, index) => [
      row.season,
      row.date,
      row.conference,
      row.teamId,
      ...members.map((member) => own[member]),
      target[index]!,
      values[index]!,
    ]),
  });
}

function diagnose(
  { stacking }: DeepSetRankerConfig,
  rows: readonly MemberRow[],
  report: StackingReport,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const member of stacking.members) {
    const missing = rows.filter(({ values }) => values[member] === null).length;
    if (missing > 0) found.push(missingScores(member, missing, rows.length));
  }
  for (const { member, coefficient } of report.members)
    if (coefficient < 0) found.push(negativeWeight(member, coefficient));
  const noPlayoffs = new Set(rows.filter(({ row }) => row.endOfSeasonRank === null).map(({ row }) => row.season));
  if (stacking.target_rank !== 'standings')
    for (const season of noPlayoffs) found.push(withoutPlayoffs(season, 'its stacking target is the final standings'));
  if (new Set(rows.map(({ row }) => row.conference)).size < 2) found.push(oneConference());
  return found;
}

const missingScores = (member: string, missing: number, rows: number): Diagnostic =>
  diagnosticRow({
    id: 'missing-member-score',
    severity: 'warning',
    message: `${member} has no score for ${missing} of ${rows} rows; the mean of its scores stands in.`,
    cause: 'The team had no row in that model: for example a roster without players, or a score that is not a number.',
    nextStep: 'Look for its diagnostics above; assay data check NAME names missing player rows.',
    value: missing,
  });

const negativeWeight = (member: string, weight: number): Diagnostic =>
  diagnosticRow({
    id: 'negative-member-weight',
    severity: 'info',
    message: `The ensemble uses ${member} with the negative weight ${weight.toFixed(3)}.`,
    cause:
      'Larger is better for every member, but members say nearly the same: the regression takes a difference of them.',
    nextStep:
      'Set stacking.non_negative, raise the strengths in stacking.alphas, or leave the member out of stacking.members.',
    value: weight,
  });

/** @param fallback what is used instead */
export const withoutPlayoffs = (season: string, fallback: string): Diagnostic =>
  diagnosticRow({
    id: 'season-without-playoffs',
    severity: 'warning',
    message: `${season} has no playoffs in the source: ${fallback}.`,
    cause: 'End-of-season ranks need 16 playoff teams in playoff_team_game_logs.',
    nextStep:
      'Add the playoff rows of the season when they exist; until then its ranks are those of the regular season.',
  });

/** A source in which only one conference has lists. */
export const oneConference = (): Diagnostic =>
  diagnosticRow({
    id: 'single-conference',
    severity: 'warning',
    message: 'Only one conference has lists.',
    cause: 'The other one has no teams or no games in the source.',
    nextStep: 'Check teams.csv; ranks and odds are those of one conference.',
  });
