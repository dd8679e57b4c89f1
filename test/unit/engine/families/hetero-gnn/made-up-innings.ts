import type { InningsGraph, PlayerColumns } from '../../../../../src-main/engine/families/hetero-gnn/data/innings-graph';
import { BALL_WIDTH, CONTEXT_OFFSETS, CONTEXT_WIDTH } from '../../../../../src-main/engine/families/hetero-gnn/features/context-layout';

/** Numbers in [0, 1) that look random; the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sizes of the vocabulary that made-up innings draw their ids from. */
export const MADE_UP_TABLES = { venues: 3, teams: 4, players: 20 };

/** An innings with the shape of a real one: overs, changing bowlers and batters, some of them unknown. */
export function madeUpInnings(length: number, seed: number): InningsGraph {
  const random = numbersFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const people = Array.from({ length: length }, (_, ball) => ({
    striker: Math.floor(ball / 9) + below(2),
    nonStriker: 100 + Math.floor(ball / 15),
    bowler: 200 + (Math.floor(ball / 6) % 4),
  }));
  const columns = (role: keyof (typeof people)[number]): PlayerColumns => ({
    id: Int32Array.from(people, (at) => at[role] % (MADE_UP_TABLES.players + 1)),
    team: Int32Array.from(people, () => 1 + (seed % MADE_UP_TABLES.teams)),
    role: Int32Array.from(people, (at) => at[role] % 8),
  });
  const context = Float32Array.from({ length: length * CONTEXT_WIDTH }, () => random());
  const isChase = seed % 2 === 1;
  for (let ball = 0; ball < length; ball++) context[ball * CONTEXT_WIDTH + CONTEXT_OFFSETS.chase_state + 2] = isChase ? 1 : 0;
  return {
    innings: seed,
    length,
    venue: below(MADE_UP_TABLES.venues + 1),
    battingTeam: 1,
    bowlingTeam: 2,
    isChase,
    isSuperOver: false,
    context,
    balls: Float32Array.from({ length: length * BALL_WIDTH }, () => (random() < 0.2 ? 1 : 0)),
    players: { striker: columns('striker'), nonStriker: columns('nonStriker'), bowler: columns('bowler') },
    keys: {
      length,
      striker: people.map(({ striker }) => striker),
      nonStriker: people.map(({ nonStriker }) => nonStriker),
      bowler: people.map(({ bowler }) => bowler),
      over: people.map((_, ball) => Math.floor(ball / 6)),
      positionInOver: people.map((_, ball) => ball % 6),
    },
    labels: Uint8Array.from(people, () => below(7)),
    isTarget: Uint8Array.from(people, (_, ball) => (ball >= 1 ? 1 : 0)),
  };
}
