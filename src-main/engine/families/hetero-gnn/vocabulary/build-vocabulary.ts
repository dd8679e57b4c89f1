import type { MatchArchive } from '../matches/match-archive';
import { playerRecords } from './player-record';
import type { PlayerRecord } from './player-record';
import { roleOfRecord } from './player-roles';
import type { StoredVocabulary, Vocabulary } from './vocabulary';

/**
 * Ids of everything that appears in the training matches; other people, teams and venues are 0. Ids follow the order of
 * first appearance, so that the same matches always give the same ids.
 */
export function buildVocabulary(archive: MatchArchive, trainMatches: readonly number[]): StoredVocabulary {
  const records = playerRecords(archive, trainMatches);
  const onField = [...records].filter(([, { matchesByTeam }]) => matchesByTeam.size > 0);
  const venues = new Set(trainMatches.map((match) => archive.matches[match]!.venue));
  const teams = [...new Set(trainMatches.flatMap((match) => archive.matches[match]!.teams))];
  return {
    venues: [...venues].map((venue) => archive.venues[venue]!),
    teams: teams.map((team) => archive.teams[team]!),
    players: onField.map(([person, record]) => [
      archive.people[person]!.id,
      teams.indexOf(primaryTeam(record)) + 1,
      roleOfRecord(record),
    ]),
  };
}

/** The team with most of his matches; of equals the one he played for first. */
function primaryTeam({ matchesByTeam }: PlayerRecord): number {
  return [...matchesByTeam].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Numbers an archive by a vocabulary: that of its own training part, or that of a checkpoint. */
export function applyVocabulary(archive: MatchArchive, stored: StoredVocabulary): Vocabulary {
  const idsIn = (names: readonly string[]): ((name: string) => number) => {
    const ids = new Map(names.map((name, position) => [name, position + 1]));
    return (name) => ids.get(name) ?? 0;
  };
  const playerId = idsIn(stored.players.map(([id]) => id));
  const playerIds = Int32Array.from(archive.people, ({ id }) => playerId(id));
  const factOf = (column: 1 | 2) => playerIds.map((id) => (id === 0 ? 0 : stored.players[id - 1]![column]));
  return {
    sizes: { venues: stored.venues.length, teams: stored.teams.length, players: stored.players.length },
    venueIds: Int32Array.from(archive.venues, idsIn(stored.venues)),
    teamIds: Int32Array.from(archive.teams, idsIn(stored.teams)),
    playerIds,
    primaryTeams: factOf(1),
    roles: factOf(2),
  };
}
