/** Fixed roles of players; the position is the id. 0 = unknown, the zero row of the role table. */
export const PLAYER_ROLES = [
  'unknown',
  'opener',
  'top_order',
  'middle_order',
  'finisher',
  'bowler',
  'allrounder',
  'keeper',
] as const;
export type PlayerRole = (typeof PLAYER_ROLES)[number];

/** Ids of entities as embedding tables know them: from the training part only, 1 .. size; 0 = unknown. */
export interface Vocabulary {
  /** Rows of the tables without row 0. */
  readonly sizes: { readonly venues: number; readonly teams: number; readonly players: number };
  /** By position in `MatchArchive.venues`, `.teams`, `.people`. */
  readonly venueIds: Int32Array;
  readonly teamIds: Int32Array;
  readonly playerIds: Int32Array;
  /** Team id that the person played most training matches for; 0 for people that training never saw. */
  readonly primaryTeams: Int32Array;
  /** Position in {@link PLAYER_ROLES}, from training matches; 0 for people that training never saw. */
  readonly roles: Int32Array;
}

/** A vocabulary by name, as a checkpoint stores it: what inference on other archives is numbered by. */
export interface StoredVocabulary {
  /** Names in id order, from id 1. */
  readonly venues: readonly string[];
  readonly teams: readonly string[];
  /** Registry id, primary team id, role, in id order, from id 1. */
  readonly players: readonly (readonly [registryId: string, primaryTeam: number, role: number])[];
}
