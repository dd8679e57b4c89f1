import { NO_PERSON } from '../matches/match-archive';
import type { MatchArchive } from '../matches/match-archive';

/** What training matches say about a person who was on the field of one. */
export interface PlayerRecord {
  /** Matches by team, a position in `MatchArchive.teams`. */
  readonly matchesByTeam: Map<number, number>;
  /** Batting position of each innings that he batted in, openers 1 and 2. */
  readonly battingPositions: number[];
  ballsBowled: number;
  stumpings: number;
}

/** Records of everybody who batted or bowled in some matches, by position in `MatchArchive.people`. */
export function playerRecords(archive: MatchArchive, matches: readonly number[]): ReadonlyMap<number, PlayerRecord> {
  const records = new Map<number, PlayerRecord>();
  const recordOf = (person: number): PlayerRecord => {
    const known = records.get(person);
    if (known !== undefined) return known;
    const record = { matchesByTeam: new Map<number, number>(), battingPositions: [], ballsBowled: 0, stumpings: 0 };
    records.set(person, record);
    return record;
  };
  for (const match of matches) addMatch(archive, match, recordOf);
  return records;
}

function addMatch(archive: MatchArchive, match: number, recordOf: (person: number) => PlayerRecord): void {
  const { firstInnings, inningsCount } = archive.matches[match]!;
  const teamOf = new Map<number, number>();
  for (let position = firstInnings; position < firstInnings + inningsCount; position += 1) {
    const innings = archive.innings[position]!;
    for (const batter of addInnings(archive, position, recordOf)) teamOf.set(batter, innings.battingTeam);
    const { bowler } = archive.deliveries;
    for (const person of bowler.subarray(innings.firstDelivery, innings.firstDelivery + innings.deliveryCount))
      teamOf.set(person, innings.bowlingTeam);
  }
  for (const [person, team] of teamOf) {
    const { matchesByTeam } = recordOf(person);
    matchesByTeam.set(team, (matchesByTeam.get(team) ?? 0) + 1);
  }
}

/** @returns who batted, in batting order */
function addInnings(
  archive: MatchArchive,
  position: number,
  recordOf: (person: number) => PlayerRecord,
): ReadonlySet<number> {
  const { firstDelivery, deliveryCount, isSuperOver } = archive.innings[position]!;
  const { batter, nonStriker, bowler, wides, noBalls, stumper } = archive.deliveries;
  const battingOrder = new Set<number>();
  for (let delivery = firstDelivery; delivery < firstDelivery + deliveryCount; delivery += 1) {
    battingOrder.add(batter[delivery]!);
    battingOrder.add(nonStriker[delivery]!);
    if (wides[delivery] === 0 && noBalls[delivery] === 0) recordOf(bowler[delivery]!).ballsBowled += 1;
    // A keeper who never batted nor bowled has no id and needs no role.
    if (stumper[delivery] !== NO_PERSON) recordOf(stumper[delivery]!).stumpings += 1;
  }
  // Who bats in a super over says little about where he bats.
  if (!isSuperOver) [...battingOrder].forEach((person, at) => recordOf(person).battingPositions.push(at + 1));
  return battingOrder;
}
