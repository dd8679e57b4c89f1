import type { BoxSpace, DictSpace } from '../../spaces';
import { MAP_SIDE, MAP_TILES } from '../game/rules';

/** Channels of the map that a network sees, in this order. */
export const MAP_CHANNELS = ['own', 'enemy', 'unowned', 'own_density', 'enemy_density'] as const;
/** Rows of the lookup table from tile code to channels. */
export const PALETTE_ROWS = 16;
export const PALETTE_LENGTH = PALETTE_ROWS * MAP_CHANNELS.length;

/**
 * What a tile code means: 0 water, 1 to 6 the owner, 7 unowned plain, 8 unowned hill, 9 to 14 the owner plus 8 where a
 * city stands. The code is the row of the palette, so that expansion is one gather.
 */
export const CODE = { water: 0, plain: 7, hill: 8, cityOffset: 8 } as const;

/** Names of the global features, in this order (docs/families/actor-critic.md#observation). */
export const GLOBAL_FEATURES = [
  'troops_of_capacity',
  'capacity',
  'growth_of_capacity',
  'own_share',
  'share_change',
  'rank',
  'enemy_border_share',
  'cities',
  'gold',
  'time',
  'alive',
  'nearest_enemy',
  'launches',
  'launch_directions',
  'standing',
  'overextension',
] as const;

/**
 * Observations as they are stored: 16,768 bytes a row instead of 327,744. A rollout of 12 x 1,024 takes 196.5 MiB.
 */
export interface TerritoryObservations {
  /** uint8 [rows, 128 * 128], tile codes, row-major (y, x) */
  readonly codes: Uint8Array;
  /** float32 [rows, 16, 5], channel values of a tile code for the player of the row */
  readonly palettes: Float32Array;
  /** float32 [rows, 16] */
  readonly globals: Float32Array;
}

export const OBSERVATION_SPACE = {
  kind: 'dict',
  spaces: {
    codes: { kind: 'box', shape: [MAP_TILES], dtype: 'uint8', low: 0, high: 14 },
    palettes: { kind: 'box', shape: [PALETTE_ROWS, MAP_CHANNELS.length], dtype: 'float32', low: 0, high: 1 },
    globals: { kind: 'box', shape: [GLOBAL_FEATURES.length], dtype: 'float32', low: -5, high: 5 },
  },
} as const satisfies DictSpace;

/** What a network sees: the map [height, width, channels] and the global features. */
export const NETWORK_INPUTS = {
  map: { kind: 'box', shape: [MAP_SIDE, MAP_SIDE, MAP_CHANNELS.length], dtype: 'float32', low: 0, high: 1 },
  globals: OBSERVATION_SPACE.spaces.globals,
} as const satisfies Record<string, BoxSpace>;

/** @returns empty buffers for `rows` observations */
export const createObservations = (rows: number): TerritoryObservations => ({
  codes: new Uint8Array(rows * MAP_TILES),
  palettes: new Float32Array(rows * PALETTE_LENGTH),
  globals: new Float32Array(rows * GLOBAL_FEATURES.length),
});

/** @returns the rows from `row` on, as a view */
export const observationsFrom = (
  { codes, palettes, globals }: TerritoryObservations,
  row: number,
): TerritoryObservations => ({
  codes: codes.subarray(row * MAP_TILES),
  palettes: palettes.subarray(row * PALETTE_LENGTH),
  globals: globals.subarray(row * GLOBAL_FEATURES.length),
});

/** Copies one row between buffers, for a rollout or a minibatch. */
export function copyObservation(
  from: TerritoryObservations,
  fromRow: number,
  to: TerritoryObservations,
  toRow: number,
): void {
  const copy = (source: Uint8Array | Float32Array, target: Uint8Array | Float32Array, length: number): void =>
    target.set(source.subarray(fromRow * length, (fromRow + 1) * length), toRow * length);
  copy(from.codes, to.codes, MAP_TILES);
  copy(from.palettes, to.palettes, PALETTE_LENGTH);
  copy(from.globals, to.globals, GLOBAL_FEATURES.length);
}

/**
 * Rebuilds the channels of one row for a network.
 * @param map float32, at least [128, 128, 5] from `offset` on
 */
export function expandMap(observations: TerritoryObservations, row: number, map: Float32Array, offset: number): void {
  const { codes, palettes } = observations;
  const palette = palettes.subarray(row * PALETTE_LENGTH, (row + 1) * PALETTE_LENGTH);
  const last = (row + 1) * MAP_TILES;
  for (let tile = row * MAP_TILES, at = offset; tile < last; tile++, at += 5) {
    const from = codes[tile]! * 5;
    map[at] = palette[from]!;
    map[at + 1] = palette[from + 1]!;
    map[at + 2] = palette[from + 2]!;
    map[at + 3] = palette[from + 3]!;
    map[at + 4] = palette[from + 4]!;
  }
}
