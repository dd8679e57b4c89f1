import type { OddsReliability, StackingReport } from '#contract/snapshots/team-ranking';

export type Member = StackingReport['members'][number]['member'];
export type Group = OddsReliability['groups'][number]['group'];

/** Names of the members, in the order of every table. */
export const MEMBER_WORDS: Readonly<Record<Member, string>> = {
  model_a: 'Model A',
  model_b: 'Model B',
  model_c: 'Model C',
};

export const MEMBERS = Object.keys(MEMBER_WORDS) as readonly Member[];

/** Names of the parts that something is judged on. */
export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  oof: 'Training, out of fold',
  holdout: 'Holdout',
  validation: 'Validation',
  test: 'Test',
};
