import { dateText } from '../../../data/day-number';
import type { Split } from '#contract/ids';
import type { RankerAttention } from '#contract/snapshots/ranker-attention';
import { BASELINES } from '../evaluation/baselines';
import type { ScoredList } from '../evaluation/score-lists';
import type { TeamList } from '../lists/team-list';
import type { RankingData } from '../ranking-data/ranking-data';
import { reportedWeights } from './reported-weights';
import type { ReportOptions } from './reported-weights';

/** Players of a team that the view lists. */
const PLAYERS_SHOWN = 15;
/** Four digits are more than a screen shows, and keep the snapshot of 30 teams near 40 kB. */
const DIGITS = 4;

/**
 * The attention of a snapshot for the run screen: for each team its roster slots by minutes with the raw and the
 * reported weight.
 *
 * @returns the teams best score first, each beside its place by win rate
 */
export function attentionSnapshot(
  data: RankingData,
  scored: readonly ScoredList[],
  split: Split,
  options: ReportOptions & { readonly bias_in_pooling: boolean },
): RankerAttention {
  const first = data.encoded.lists[scored[0]!.list]!;
  const teams = scored.flatMap((list) => {
    const ranks = winRateRanks(data.encoded.lists[list.list]!);
    return list.scores.map((_, team) => ({ ...teamAttention(data, list, team, options), winRateRank: ranks[team]! }));
  });
  return {
    season: first.season.name,
    date: dateText(first.day),
    split,
    biasInPooling: options.bias_in_pooling,
    teams: teams.sort((a, b) => b.score - a.score),
  };
}

/** @returns the place of each entry in the table of the day, from 1; without ties, as the correlation of two orders needs it */
export function winRateRanks(list: TeamList): readonly number[] {
  const standings = BASELINES.standings(list);
  return standings.map((own) => 1 + standings.filter((other) => other > own).length);
}

function teamAttention(
  { encoded, teams, players }: RankingData,
  { list, scores, attention }: ScoredList,
  team: number,
  options: ReportOptions,
) {
  const { shape, lists } = encoded;
  const firstSlot = (list * shape.teams + team) * shape.players;
  const minutes = encoded.minutes.subarray(firstSlot, firstSlot + shape.players);
  const playerAt = (slot: number): number => encoded.players[firstSlot + slot]!;
  const { weights, isFallback } = reportedWeights(attention[team]!, minutes, (slot) => playerAt(slot) >= 0, options);
  const totalMinutes = minutes.reduce((sum, value) => sum + value, 0);
  const slots = Array.from(weights, (_, slot) => slot).filter((slot) => playerAt(slot) >= 0);
  const { abbreviation, name, conference } = teams[lists[list]!.entries[team]!.team]!;
  return {
    abbreviation,
    team: name,
    conference,
    score: rounded(scores[team]!),
    isFallback,
    players: slots.slice(0, PLAYERS_SHOWN).map((slot) => ({
      name: players[playerAt(slot)]!.name,
      minutes: rounded(totalMinutes === 0 ? 0 : minutes[slot]! / totalMinutes),
      raw: rounded(attention[team]![slot]!),
      reported: rounded(weights[slot]!),
    })),
  };
}

/** JSON has no NaN: a weight that is none is shown as 0 and counted by the diagnostics. */
const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toFixed(DIGITS)) : 0);
