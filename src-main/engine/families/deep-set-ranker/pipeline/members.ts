import type { DeepSetRankerConfig, StackingMember } from '#contract/config/deep-set-ranker';
import { featureMatrix, type FeatureMatrix } from '../../../tabular/feature-matrix';
import type { StepContext } from '../../../pipeline/step';
import { readModelAScores, type ModelAScores } from './model-a-step';
import { rowKey, type ScoredTeam } from './scored-team';
import { readTabularPredictions, type RowValue } from './tabular-step';

/** A row with what each member says of it; null for a model that is not a member or has no score of the team. */
export interface MemberRow {
  readonly row: ScoredTeam;
  readonly values: Readonly<Record<StackingMember, number | null>>;
}

/** Columns of the stacker's table, named as the published files name them. */
export const MEMBER_COLUMNS = { model_a: 'oof_a', model_b: 'oof_xgb', model_c: 'oof_rf' } as const satisfies Record<
  StackingMember,
  string
>;

/** Which step each tabular member comes from. */
export const MEMBER_STEPS = { model_a: 'Model A', model_b: 'Model B', model_c: 'Model C' } as const satisfies Record<
  StackingMember,
  string
>;

type Calibration = DeepSetRankerConfig['stacking']['conference_calibration'];

/**
 * A score of Model A that can be compared between conferences. The network orders the teams of one conference, so the
 * scores of two lists share neither zero nor scale: they are standardised within their list, and the strength of the
 * conference, from games between the conferences before the day, is added.
 */
const CALIBRATIONS = {
  none: ({ score }) => score,
  standardize: ({ within }) => within,
  massey: ({ within, conferenceStrength }) => (within === null ? null : within + conferenceStrength),
} as const satisfies Record<Calibration, (row: ScoredTeam) => number | null>;

/** @returns a function that completes rows of Model A with what the other members say */
export function memberRows(
  { stacking }: DeepSetRankerConfig,
  tabular: Readonly<Partial<Record<'model_b' | 'model_c', readonly RowValue[]>>>,
): (rows: readonly ScoredTeam[]) => readonly MemberRow[] {
  const byKey = (values: readonly RowValue[] = []) =>
    new Map(values.map(([day, team, value]) => [rowKey({ day, team }), value]));
  const known = { model_b: byKey(tabular.model_b), model_c: byKey(tabular.model_c) };
  const calibrate = CALIBRATIONS[stacking.conference_calibration];
  const has = (member: StackingMember): boolean => stacking.members.includes(member);
  return (rows) =>
    rows.map((row) => ({
      row,
      values: {
        model_a: has('model_a') ? calibrate(row) : null,
        model_b: known.model_b.get(rowKey(row)) ?? null,
        model_c: known.model_c.get(rowKey(row)) ?? null,
      },
    }));
}

/** Everything that the steps before stacking say, joined row by row. */
export interface JoinedMembers {
  readonly outOfFold: readonly MemberRow[];
  readonly judged: Readonly<
    Record<
      keyof ModelAScores['judged'],
      { readonly lists: readonly MemberRow[]; readonly snapshots: readonly MemberRow[] }
    >
  >;
}

/** Joins the members on team and date; the rows are those of Model A. */
export function joinMembers(config: DeepSetRankerConfig, inputs: StepContext['inputs']): JoinedMembers {
  const scores = readModelAScores(inputs[MEMBER_STEPS.model_a]!);
  const of = (member: 'model_b' | 'model_c', part: 'outOfFold' | 'judged') =>
    config.stacking.members.includes(member)
      ? { [member]: readTabularPredictions(inputs[MEMBER_STEPS[member]]!)[part] }
      : {};
  const outOfFold = memberRows(config, { ...of('model_b', 'outOfFold'), ...of('model_c', 'outOfFold') });
  const judged = memberRows(config, { ...of('model_b', 'judged'), ...of('model_c', 'judged') });
  const split = (name: keyof ModelAScores['judged']) => ({
    lists: judged(scores.judged[name].lists),
    snapshots: judged(scores.judged[name].snapshots),
  });
  return {
    outOfFold: outOfFold(scores.outOfFold),
    judged: { validation: split('validation'), test: split('test') },
  };
}

/** @returns the stacker's table: one column a member, missing values as NaN */
export const memberTable = (members: readonly StackingMember[], rows: readonly MemberRow[]): FeatureMatrix =>
  featureMatrix(
    members.map((member) => MEMBER_COLUMNS[member]),
    rows.map(({ values }) => members.map((member) => values[member] ?? Number.NaN)),
  );
