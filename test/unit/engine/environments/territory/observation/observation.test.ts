import { expect, it } from 'vitest';
import { encodeAction } from '../../../../../../src-main/engine/environments/territory/game/action-codec';
import { TerritoryGame } from '../../../../../../src-main/engine/environments/territory/game/territory-game';
import { makeTerritoryMap } from '../../../../../../src-main/engine/environments/territory/map/territory-map';
import {
  createObservations,
  expandMap,
} from '../../../../../../src-main/engine/environments/territory/observation/observation-layout';
import { writeObservation } from '../../../../../../src-main/engine/environments/territory/observation/write-observation';

const map = makeTerritoryMap(11);
const game = new TerritoryGame();
game.reset(11, map);

it('makes maps of one land mass of about 60 % with a rim of water, the same for the same seed', () => {
  expect(map.landTiles / 16_384).toBeGreaterThan(0.45);
  expect(map.landTiles / 16_384).toBeLessThanOrEqual(0.6201);
  expect(map.terrain.filter((terrain) => terrain > 0)).toHaveLength(map.landTiles);
  for (let i = 0; i < 128; i++) {
    expect([map.terrain[i], map.terrain[127 * 128 + i], map.terrain[i * 128], map.terrain[i * 128 + 127]]).toEqual([
      0, 0, 0, 0,
    ]);
  }
  expect(makeTerritoryMap(11).terrain).toEqual(map.terrain);
});

it('expands the five channels of a tile as the player of the row sees it', () => {
  game.troops[1] = 5 * game.board.tiles[1]!;
  game.troops[2] = 1000 * game.board.tiles[2]!;
  const city = game.board.owner.indexOf(1);
  game.board.placeCity(city);
  const observations = createObservations(2);
  writeObservation(game, 1, observations, 0);
  writeObservation(game, 2, observations, 1);
  const channels = new Float32Array(16_384 * 5);
  const at = (row: number, tile: number): number[] => {
    expandMap(observations, row, channels, 0);
    return [...channels.subarray(tile * 5, tile * 5 + 5)].map((value) => Number(value.toFixed(3)));
  };
  // Density 5 of 25 is 0.2; a city adds 0.25.
  expect(at(0, game.board.owner.lastIndexOf(1))).toEqual([1, 0, 0, 0.2, 0]);
  expect(at(0, city)).toEqual([1, 0, 0, 0.45, 0]);
  expect(at(1, city)).toEqual([0, 1, 0, 0, 0.45]);
  expect(at(0, game.board.owner.indexOf(2))).toEqual([0, 1, 0, 0, 1]);
  const free = (terrain: number): number =>
    map.terrain.findIndex((value, tile) => value === terrain && game.board.owner[tile] === 0);
  expect(at(0, free(1))).toEqual([0, 0, 1, 0, 0]);
  expect(at(0, free(2))).toEqual([0, 0, 0.5, 0, 0]);
  expect(at(0, free(0))).toEqual([0, 0, 0, 0, 0]);
});

it('writes the global features by their formulas', () => {
  game.reset(11, map);
  const octant = game.frontier(1).totals.findIndex((count) => count > 0);
  game.act(1, encodeAction(octant, 2, false));
  const observations = createObservations(1);
  writeObservation(game, 1, observations, 0);
  const features = [...observations.globals];
  const capacity = 300 + 12 * game.board.tiles[1]!;
  expect(features[0]).toBeCloseTo(200 / capacity, 6);
  expect(features[1]).toBeCloseTo(capacity / 120_000, 6);
  expect(features[3]).toBeCloseTo(game.board.tiles[1]! / map.landTiles, 6);
  expect(features[6]).toBe(0);
  expect(features[9]).toBe(0);
  expect(features[10]).toBe(1);
  expect(features[12]).toBeCloseTo(0.1, 6);
  expect(features[13]).toBeCloseTo(1 / 8, 6);
  // Half of 400 troops are under way.
  expect(features[15]).toBeCloseTo(0.5, 6);
});

it('stores 12 x 1,024 observations in 196.5 MiB', () => {
  const { codes, palettes, globals } = createObservations(1);
  const bytes = codes.byteLength + palettes.byteLength + globals.byteLength;
  expect((bytes * 12 * 1024) / 2 ** 20).toBeCloseTo(196.5, 1);
});
