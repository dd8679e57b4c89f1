import type { TerritoryFrames } from '#contract/snapshots/territory-replay';

const UNOWNED_PLAIN = 7;
const CITY_OFFSET = 8;
/** Codes from here on are an owner with a city. */
const FIRST_CITY = 9;

/** @returns the player of a tile code, 1 to 6; 0 = nobody: water or unowned land */
export function ownerOf(code: number): number {
  if (code >= FIRST_CITY) return code - CITY_OFFSET;
  return code < UNOWNED_PLAIN ? code : 0;
}

export const hasCity = (code: number): boolean => code >= FIRST_CITY;

/** @returns the code of every tile in a frame, [side * side], from all changes up to it */
export function codesAt({ frames, side }: Pick<TerritoryFrames, 'frames' | 'side'>, frame: number): Uint8Array {
  const codes = new Uint8Array(side * side);
  for (const { changes } of frames.slice(0, frame + 1))
    for (let at = 0; at < changes.length; at += 2) codes[changes[at]!] = changes[at + 1]!;
  return codes;
}

/** @returns mean place [x, y] of a player's tiles, in tiles from the upper left corner; null without any */
export function centreOf(codes: Uint8Array, side: number, player: number): readonly [number, number] | null {
  let tiles = 0;
  let x = 0;
  let y = 0;
  codes.forEach((code, tile) => {
    if (ownerOf(code) !== player) return;
    tiles += 1;
    x += tile % side;
    y += Math.floor(tile / side);
  });
  return tiles === 0 ? null : [x / tiles + 0.5, y / tiles + 0.5];
}

/** @returns tiles of each player, [player - 1] */
export function tileCounts(codes: Uint8Array, players: number): readonly number[] {
  const counts = new Array<number>(players).fill(0);
  for (const code of codes) {
    const owner = ownerOf(code);
    if (owner > 0) counts[owner - 1]! += 1;
  }
  return counts;
}
