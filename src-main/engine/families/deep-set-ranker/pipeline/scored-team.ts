import type { Conference } from '../box-scores/box-scores';
import type { JudgedSplit } from './pipeline-data';

/** A team of a list with what is known of it and what Model A says: the rows that stacking and inference start from. */
export interface ScoredTeam {
  readonly season: string;
  /** Day number. */
  readonly day: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly conference: Conference;
  /** Position in `BoxScores.teams`. */
  readonly team: number;
  readonly teamId: number;
  readonly abbreviation: string;
  readonly name: string;
  /** Of Model A; null when it is not a finite number. */
  readonly score: number | null;
  /** The score standardised within its list. */
  readonly within: number | null;
  /** Mean Massey rating of the list's conference on the day over the deviation of all teams' ratings. */
  readonly conferenceStrength: number;
  /** Of `training.listmle_target`. */
  readonly relevance: number;
  readonly winRate: number;
  readonly pointDifference: number;
  /** Final ranks of the season. */
  readonly standingsRank: number;
  readonly playoffRank: number | null;
  readonly endOfSeasonRank: number | null;
}

/** Rows of the judged splits: lists, and the last day of each season. */
export type JudgedTeams = Readonly<
  Record<JudgedSplit, { readonly lists: readonly ScoredTeam[]; readonly snapshots: readonly ScoredTeam[] }>
>;

/** What names a row in every table of a run. */
export const rowKey = ({ day, team }: { readonly day: number; readonly team: number }): string => `${day}/${team}`;

/** Rank that the season ended with: with the playoffs, or the standings when it had none. */
export const finalRank = ({
  endOfSeasonRank,
  standingsRank,
}: Pick<ScoredTeam, 'endOfSeasonRank' | 'standingsRank'>): number => endOfSeasonRank ?? standingsRank;
