import type { StackingMember } from '#contract/config/deep-set-ranker';
import { jsonFile, readJson } from '../../../pipeline/json-file';
import type { StepFiles } from '../../../pipeline/step';
import type { JudgedSplit } from './pipeline-data';
import type { ScoredTeam } from './scored-team';

/** A judged team with what the ensemble and each member say. */
export interface JudgedRow {
  readonly row: ScoredTeam;
  readonly values: Readonly<Record<StackingMember, number | null>>;
  readonly ensemble: number;
  /** Championship odds on the last day of a season; null in lists. */
  readonly odds: number | null;
}

export type JudgedRows = Readonly<
  Record<JudgedSplit, { readonly lists: readonly JudgedRow[]; readonly snapshots: readonly JudgedRow[] }>
>;

const FILE = 'internal/judged.json';

/** @returns the rows as a file of the step `Inference` */
export const judgedFile = (rows: JudgedRows): StepFiles => ({ [FILE]: jsonFile(rows) });
/** @returns the rows that the step `Inference` wrote */
export const readJudged = (files: StepFiles): JudgedRows => readJson(files, FILE);
