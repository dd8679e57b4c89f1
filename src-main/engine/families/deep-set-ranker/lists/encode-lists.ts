import type { League } from '../features/league';
import { embeddingIndex } from '../features/embedding-index';
import { rosterOnDay } from '../features/roster';
import { StatisticsOnDay } from '../features/statistics-on-day';
import type { StatisticsOptions } from '../features/statistics-on-day';
import type { ListEntry, TeamList } from './team-list';

/** Sizes that every list is padded to. */
export interface ListShape {
  /** Teams of the larger conference. */
  readonly teams: number;
  /** Roster slots. */
  readonly players: number;
  /** Statistics of a player. */
  readonly statistics: number;
}

/** Lists as numbers, padded, one after another; n lists. Statistics are raw: not yet standardised. */
export interface EncodedLists {
  readonly shape: ListShape;
  readonly lists: readonly TeamList[];
  /** int32 [n, teams, players]: position in `BoxScores.players`, -1 = padding. */
  readonly players: Int32Array;
  /** int32 [n, teams, players]: row of the embedding table; padding has the row after the last. */
  readonly embeddingIndices: Int32Array;
  /** float32 [n, teams, players, statistics]; padding 0. */
  readonly statistics: Float32Array;
  /** float32 [n, teams, players]: minutes over the roster's largest, 0 to 1; padding 0. */
  readonly minutes: Float32Array;
  /** Teams left out because they had no player with minutes. */
  readonly emptyRosters: number;
}

export interface EncodeOptions extends StatisticsOptions {
  readonly roster_size: number;
  readonly num_embeddings: number;
}

/** Encodes lists; teams without a roster are left out of theirs. */
export function encodeLists(
  league: League,
  lists: readonly TeamList[],
  shape: ListShape,
  options: EncodeOptions,
): EncodedLists {
  const slots = lists.length * shape.teams * shape.players;
  const encoded = {
    players: new Int32Array(slots).fill(-1),
    embeddingIndices: new Int32Array(slots).fill(options.num_embeddings),
    statistics: new Float32Array(slots * shape.statistics),
    minutes: new Float32Array(slots),
  };
  const statistics = new StatisticsOnDay(league, options);
  const kept = lists.map((list, index) =>
    encodeList(league, list, index * shape.teams, shape, options, statistics, encoded),
  );
  const emptyRosters = lists.reduce((sum, list, index) => sum + list.entries.length - kept[index]!.entries.length, 0);
  return { shape, lists: kept, ...encoded, emptyRosters };
}

type Arrays = Pick<EncodedLists, 'players' | 'embeddingIndices' | 'statistics' | 'minutes'>;

function encodeList(
  league: League,
  list: TeamList,
  firstTeam: number,
  shape: ListShape,
  options: EncodeOptions,
  statistics: StatisticsOnDay,
  target: Arrays,
): TeamList {
  const entries: ListEntry[] = [];
  for (const entry of list.entries) {
    const roster = rosterOnDay(league, entry.team, list.season, list.day, options.roster_size);
    if (roster.players.length === 0) continue;
    const first = (firstTeam + entries.length) * shape.players;
    const most = roster.minutes[0]!;
    roster.players.forEach((player, slot) => {
      target.players[first + slot] = player;
      target.embeddingIndices[first + slot] = embeddingIndex(league.box.players[player]!.id, options.num_embeddings);
      target.minutes[first + slot] = roster.minutes[slot]! / most;
    });
    statistics.write(roster.players, entry.team, list.season, list.day, target.statistics, first * shape.statistics);
    entries.push(entry);
  }
  return { ...list, entries };
}
