import type { MatchArchive } from '../matches/match-archive';
import { refusedWarnings } from '../matches/refused-warnings';
import type { CricketData, DataPart } from './cricket-data';
import { unseenShare } from './unseen-share';

/** Names that are given of each kind; all are counted. */
const NAMED = 5;

/**
 * What somebody who has a source judged should know: matches that were left out, and players, teams and venues that training
 * never saw, with names and numbers. Such balls are answered all the same.
 */
export function unseenWarnings(data: CricketData, part: DataPart): readonly string[] {
  const { archive, vocabulary } = data;
  const seen = appearing(data, part);
  const unknown = (kind: string, positions: ReadonlySet<number>, ids: Int32Array, nameOf: (at: number) => string) => {
    const names = [...positions].filter((at) => ids[at] === 0).map(nameOf);
    if (names.length === 0) return [];
    const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : '';
    return [
      `${names.length} of ${positions.size} ${kind} are not in the training matches: ${names.slice(0, NAMED).join(', ')}${more}.`,
    ];
  };
  const share = unseenShare(data, part);
  return [
    ...refusedWarnings(archive),
    ...archive.warnings,
    ...unknown('players', seen.players, vocabulary.playerIds, (at) => archive.people[at]!.name),
    ...unknown('teams', seen.teams, vocabulary.teamIds, (at) => archive.teams[at]!),
    ...unknown('venues', seen.venues, vocabulary.venueIds, (at) => archive.venues[at]!),
    ...(share > 0
      ? [`On ${(100 * share).toFixed(1)} % of the balls a player is unknown: such players are judged by team and role.`]
      : []),
  ];
}

interface Appearing {
  readonly players: ReadonlySet<number>;
  readonly teams: ReadonlySet<number>;
  readonly venues: ReadonlySet<number>;
}

/** Who plays in a part, and where, in the order of play. */
function appearing({ archive, parts }: CricketData, part: DataPart): Appearing {
  const { matches, innings } = parts[part];
  const { batter, nonStriker, bowler } = archive.deliveries;
  const players = new Set<number>();
  for (const position of innings) {
    const { firstDelivery, deliveryCount } = archive.innings[position]!;
    for (let at = firstDelivery; at < firstDelivery + deliveryCount; at += 1)
      players.add(batter[at]!).add(nonStriker[at]!).add(bowler[at]!);
  }
  const ofMatches = <T>(read: (match: MatchArchive['matches'][number]) => readonly T[]) =>
    new Set(matches.flatMap((match) => read(archive.matches[match]!)));
  return { players, teams: ofMatches(({ teams }) => teams), venues: ofMatches(({ venue }) => [venue]) };
}
