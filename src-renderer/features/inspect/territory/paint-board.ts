import { hasCity, ownerOf } from './board-codes';
import type { Plane } from './stored-plane';

export type Rgb = readonly [number, number, number];

/** @returns red, green and blue of `#rrggbb` or `#rgb` */
export function parseHex(colour: string): Rgb {
  const digits = colour.trim().replace('#', '');
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const value = parseInt(long.slice(0, 6), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param part 0 = all of `a`, 1 = all of `b` */
export const mix = (a: Rgb, b: Rgb, part: number): Rgb => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];

export interface BoardColours {
  readonly water: Rgb;
  readonly land: Rgb;
  /** [player - 1] */
  readonly players: readonly Rgb[];
  /** Outline of the learner, and cities. */
  readonly mark: Rgb;
}

export interface Board {
  readonly side: number;
  /** Tile codes, [side * side]. */
  readonly codes: Uint8Array;
  /** 0 water, 1 plain, 2 hill, [side * side]. */
  readonly terrain: readonly number[];
}

const HILL = 2;
const LEARNER = 1;
/** How far towards water a hill, and a tile without weight, is drawn. */
const HILL_SHADE = 0.22;
const DIMMED = 0.72;
const OUTLINE = 0.75;

/**
 * @param light brightness of the tiles, 0 to 1, over a map that may be coarser than the board; null: all bright
 * @returns RGBA bytes, [side * side * 4]
 */
export function paintBoard(board: Board, colours: BoardColours, light: Plane | null): Uint8ClampedArray<ArrayBuffer> {
  const { side, codes } = board;
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let tile = 0; tile < codes.length; tile++) {
    const bright = light === null ? 1 : lightOf(light, tile, side);
    const colour = mix(tileColour(board, tile, colours), colours.water, DIMMED * (1 - bright));
    pixels.set([...colour.map(Math.round), 255], tile * 4);
  }
  return pixels;
}

function tileColour({ side, codes, terrain }: Board, tile: number, colours: BoardColours): Rgb {
  const code = codes[tile]!;
  if (terrain[tile] === 0) return colours.water;
  if (hasCity(code)) return colours.mark;
  const owner = ownerOf(code);
  const base = owner === 0 ? colours.land : colours.players[owner - 1]!;
  if (owner === LEARNER && isBorder(codes, side, tile)) return mix(base, colours.mark, OUTLINE);
  return terrain[tile] === HILL ? mix(base, colours.water, HILL_SHADE) : base;
}

/** Whether a neighbour of the tile has another owner. The rim of the map is water, so nothing wraps around. */
function isBorder(codes: Uint8Array, side: number, tile: number): boolean {
  const owner = ownerOf(codes[tile]!);
  return [tile - 1, tile + 1, tile - side, tile + side].some((other) => ownerOf(codes[other] ?? 0) !== owner);
}

function lightOf({ side, values }: Plane, tile: number, boardSide: number): number {
  const scale = boardSide / side;
  const x = Math.floor((tile % boardSide) / scale);
  const y = Math.floor(Math.floor(tile / boardSide) / scale);
  return values[y * side + x]!;
}

/** @returns weights stretched so that the largest is 1; all 0 stays so */
export function brightest({ side, values }: Plane): Plane {
  const largest = Math.max(...values);
  return { side, values: largest > 0 ? values.map((value) => value / largest) : values };
}

/**
 * @param troops at home, [player - 1]
 * @param tiles [player - 1]
 * @returns brightness of each tile by its owner's troops per tile, the densest 1; unowned tiles 0
 */
export function troopLight({ side, codes }: Board, troops: readonly number[], tiles: readonly number[]): Plane {
  const density = troops.map((amount, index) => (tiles[index]! > 0 ? amount / tiles[index]! : 0));
  return brightest({
    side,
    values: Float32Array.from(codes, (code) => (ownerOf(code) === 0 ? 0 : density[ownerOf(code) - 1]!)),
  });
}
