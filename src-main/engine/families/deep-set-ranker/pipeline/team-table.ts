import type { StackingMember } from '#contract/config/deep-set-ranker';
import type { RankerAttention } from '#contract/snapshots/ranker-attention';
import type { TeamTable, TeamTableRow } from '#contract/snapshots/team-ranking';
import type { JudgedRow } from './judged-row';
import { oddsEntropy } from './odds';
import type { JudgedSplit } from './pipeline-data';
import { finalRank } from './scored-team';

const CONTRIBUTORS = 10;
/** Places between predicted and final rank that still count as predicted. */
const CLOSE = 3;

/** @returns the rank of each value, 1 = largest, ties in order; null for null */
export function ranksOfValues(values: readonly (number | null)[]): readonly (number | null)[] {
  const order = values
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => b.value - a.value || a.index - b.index);
  const ranks = values.map((): number | null => null);
  order.forEach(({ index }, position) => {
    ranks[index] = position + 1;
  });
  return ranks;
}

/** Spread of the members' ranks over n teams: `High` up to max(2, n / 10), `Medium` up to max(5, n / 5). */
export function agreementOf(ranks: readonly number[], teams: number): TeamTableRow['agreement'] {
  const spread = ranks.length === 0 ? 0 : Math.max(...ranks) - Math.min(...ranks);
  if (spread <= Math.max(2, teams / 10)) return 'High';
  return spread <= Math.max(5, teams / 5) ? 'Medium' : 'Low';
}

/** The table of one judged season's last day (spec section 4.4). */
export function teamTable(
  split: JudgedSplit,
  rows: readonly JudgedRow[],
  attention: RankerAttention['teams'],
  members: readonly StackingMember[],
  temperature: number,
): TeamTable {
  const first = rows[0]!.row;
  const ranks = ranksOfValues(rows.map(({ ensemble }) => ensemble)) as readonly number[];
  const memberRanks = Object.fromEntries(
    members.map((member) => [member, ranksOfValues(rows.map(({ values }) => values[member]))]),
  );
  const within = (index: number, valueOf: (row: JudgedRow) => number): number => {
    const own = rows[index]!;
    return (
      1 +
      rows.filter(
        (other, position) =>
          other.row.conference === own.row.conference && isAhead(valueOf, other, own, position, index),
      ).length
    );
  };
  const teams = rows.map((judged, index): TeamTableRow => {
    const { row, ensemble, values } = judged;
    const rank = ranks[index]!;
    const final = finalRank(row);
    const rankBy = (member: StackingMember): number | null => memberRanks[member]?.[index] ?? null;
    const known = members.flatMap((member) => rankBy(member) ?? []);
    const looked = attention.find(({ abbreviation }) => abbreviation === row.abbreviation);
    return {
      teamId: row.teamId,
      abbreviation: row.abbreviation,
      team: row.name,
      conference: row.conference,
      predictedRank: rank,
      ensembleValue: ensemble,
      ensembleScore: rows.length < 2 ? 1 : (rows.length - rank) / (rows.length - 1),
      conferenceRank: within(index, (other) => other.ensemble),
      championshipOdds: judged.odds ?? 0,
      actualConferenceRank: within(index, (other) => other.row.winRate),
      eosGlobalRank: final,
      eosPlayoffStandings: row.playoffRank,
      postPlayoffRank: row.endOfSeasonRank,
      standingsRank: row.standingsRank,
      rankDeltaPlayoffs: row.endOfSeasonRank === null ? null : row.standingsRank - row.endOfSeasonRank,
      classification: final - rank > CLOSE ? 'overrated' : rank - final > CLOSE ? 'underrated' : 'as predicted',
      memberRanks: { model_a: rankBy('model_a'), model_b: rankBy('model_b'), model_c: rankBy('model_c') },
      memberScores: { ...values },
      agreement: agreementOf(known, rows.length),
      rosterDependence: contributors(looked),
      contributorsAreFallback: looked?.isFallback ?? false,
    };
  });
  return {
    split,
    season: first.season,
    date: first.date,
    eosRankSource: rows.some(({ row }) => row.endOfSeasonRank === null) ? 'standings' : 'playoffs',
    temperature,
    oddsEntropy: oddsEntropy(teams.map(({ championshipOdds }) => championshipOdds)),
    teams: teams.sort((a, b) => a.predictedRank - b.predictedRank),
  };
}

/** Ties go to the row that comes first, which has the smaller team id within a list of equal relevance. */
function isAhead(
  valueOf: (row: JudgedRow) => number,
  other: JudgedRow,
  own: JudgedRow,
  position: number,
  index: number,
): boolean {
  const difference = valueOf(other) - valueOf(own);
  return difference > 0 || (difference === 0 && position < index);
}

function contributors(team: RankerAttention['teams'][number] | undefined): TeamTableRow['rosterDependence'] {
  return (team?.players ?? [])
    .filter(({ reported }) => reported > 0)
    .sort((a, b) => b.reported - a.reported)
    .slice(0, CONTRIBUTORS)
    .map(({ name, reported, raw, minutes }) => ({ player: name, weight: reported, rawWeight: raw, minutes }));
}
