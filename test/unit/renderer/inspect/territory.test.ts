import { describe, expect, it } from 'vitest';
import { actionPath } from '../../../../src-renderer/features/inspect/territory/action-arrow';
import {
  centreOf,
  codesAt,
  hasCity,
  ownerOf,
  tileCounts,
} from '../../../../src-renderer/features/inspect/territory/board-codes';
import {
  actionText,
  decisionFigures,
  normalizedEntropy,
  returnFrom,
} from '../../../../src-renderer/features/inspect/territory/decision-figures';
import {
  brightest,
  mix,
  paintBoard,
  parseHex,
  troopLight,
  type BoardColours,
} from '../../../../src-renderer/features/inspect/territory/paint-board';
import { planeAt, rangeOf, sharesOf } from '../../../../src-renderer/features/inspect/territory/stored-plane';

const base64 = (...bytes: number[]): string => btoa(String.fromCharCode(...bytes));

describe('the board', () => {
  const frame = (changes: number[]) => ({ action: null, changes, players: [], allowed: [], reward: 0 });
  const game = { side: 2, frames: [frame([0, 1, 3, 7]), frame([3, 9]), frame([0, 2])] };

  it('adds up the changes to a frame, and says nothing of later ones', () => {
    expect([...codesAt(game, 0)]).toEqual([1, 0, 0, 7]);
    expect([...codesAt(game, 1)]).toEqual([1, 0, 0, 9]);
    expect([...codesAt(game, 2)]).toEqual([2, 0, 0, 9]);
  });

  it('knows owners and cities', () => {
    expect([0, 1, 6, 7, 8, 9, 14].map(ownerOf)).toEqual([0, 1, 6, 0, 0, 1, 6]);
    expect([6, 8, 9].map(hasCity)).toEqual([false, false, true]);
    expect(tileCounts(Uint8Array.of(1, 9, 2, 7, 0, 6), 6)).toEqual([2, 1, 0, 0, 0, 1]);
  });

  it('finds the middle of a player, cities included', () => {
    expect(centreOf(Uint8Array.of(1, 0, 7, 9), 2, 1)).toEqual([1, 1]);
    expect(centreOf(Uint8Array.of(1, 0, 7, 9), 2, 2)).toBeNull();
  });
});

describe('the arrow of an action', () => {
  const tipOf = (path: string) => path.split('L')[1]!.split('M')[0]!;

  it('points north up and east right, longer for more troops', () => {
    expect(tipOf(actionPath([64, 64], 'N', 1, 128))).toBe('64.00 34.00');
    expect(tipOf(actionPath([64, 64], 'E', 0.5, 128))).toBe('82.00 64.00');
    expect(tipOf(actionPath([64, 64], 'SW', 1, 128))).toBe('42.79 85.21');
  });

  it('ends within the map', () => {
    expect(tipOf(actionPath([120, 64], 'E', 1, 128))).toBe('126.00 64.00');
    expect(tipOf(actionPath([10, 120], 'SW', 1, 128))).toBe('4.00 126.00');
  });

  it('is a ring when nobody goes', () => {
    expect(actionPath([10, 10], 'WAIT', 0.2, 128)).toMatch(/^M7 10a3 3/);
  });
});

describe('stored planes', () => {
  it('reads a byte a number and cuts out a decision', () => {
    const values = sharesOf(base64(0, 255, 51, 102, 255, 0, 0, 0));
    expect(values[1]).toBe(1);
    expect(values[2]).toBeCloseTo(0.2, 6);
    const second = planeAt({ side: 2, values }, 1);
    expect([...second.values]).toEqual([1, 0, 0, 0]);
    expect(rangeOf(second)).toEqual([0, 1]);
  });
});

describe('a decision', () => {
  const probabilities = new Float64Array(90);
  // E: 20 % without a city 0.25, 50 % with one 0.5; WAIT 0.25.
  probabilities[20] = 0.25;
  probabilities[25] = 0.5;
  probabilities[80] = 0.25;
  const allowed = [20, 22, 25, 80];
  const figures = decisionFigures(probabilities, allowed, 20);

  it('sums the actions of a direction and marks what the mask forbids', () => {
    const of = (name: string) => figures.directions.find(({ value }) => value === name)!;
    expect(of('E')).toEqual({ value: 'E', probability: 0.75, isAllowed: true });
    expect(of('WAIT').probability).toBe(0.25);
    expect(of('S')).toEqual({ value: 'S', probability: 0, isAllowed: false });
    expect(figures.building).toEqual({ value: true, probability: 0.5, isAllowed: true });
  });

  it('shows the intensities of the direction taken', () => {
    expect(figures.intensities).toEqual([
      { value: 0.2, probability: 0.25, isAllowed: true },
      { value: 0.35, probability: 0, isAllowed: true },
      { value: 0.5, probability: 0.5, isAllowed: true },
      { value: 0.75, probability: 0, isAllowed: false },
      { value: 1, probability: 0, isAllowed: false },
    ]);
  });

  it('says whether the likeliest action was taken, and how sure the policy was', () => {
    expect(figures.argmax).toBe('no');
    expect(decisionFigures(probabilities, allowed, 25).argmax).toBe('yes');
    expect(decisionFigures(Float64Array.from(probabilities, Math.ceil), allowed, 25).argmax).toBe('tied');
    expect(decisionFigures(probabilities, [80], 80).argmax).toBe('yes');
    // (0.5 ln 2 + 2 x 0.25 ln 4) / ln 4
    expect(figures.entropy).toBeCloseTo(0.75, 12);
    expect(normalizedEntropy([1, 1, 1])).toBeCloseTo(1, 12);
    expect(normalizedEntropy([1])).toBeNull();
    expect(normalizedEntropy([0, 0])).toBeNull();
  });

  it('brings rounded probabilities to a sum of 1', () => {
    const rounded = decisionFigures(
      Float64Array.from(probabilities, (value) => value * 0.8),
      allowed,
      20,
    );
    expect(rounded.directions.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });

  it('puts actions into words', () => {
    expect(actionText(0)).toBe('N, 20 %, no city');
    expect(actionText(25)).toBe('E, 50 %, with a city');
    expect(actionText(79)).toBe('NW, 100 %, with a city');
    expect(actionText(80)).toBe('WAIT, no city');
  });

  it('discounts what comes later', () => {
    expect(returnFrom([9, 1, 2, 4], 1, 0.5)).toBe(1 + 1 + 1);
    expect(returnFrom([9], 1, 0.5)).toBe(0);
  });
});

describe('the painted board', () => {
  const colours: BoardColours = {
    water: [0, 0, 0],
    land: [100, 100, 100],
    players: [
      [200, 0, 0],
      [0, 200, 0],
    ],
    mark: [255, 255, 255],
  };
  const pixel = (pixels: Uint8ClampedArray, tile: number) => [...pixels.subarray(tile * 4, tile * 4 + 4)];
  const board = { side: 2, codes: Uint8Array.of(0, 7, 2, 10), terrain: [0, 1, 1, 1] };

  it('tells water, land, players and cities apart', () => {
    const pixels = paintBoard(board, colours, null);
    expect([0, 1, 2, 3].map((tile) => pixel(pixels, tile))).toEqual([
      [0, 0, 0, 255],
      [100, 100, 100, 255],
      [0, 200, 0, 255],
      [255, 255, 255, 255],
    ]);
  });

  it('darkens hills and outlines the learner alone', () => {
    const codes = new Uint8Array(25).fill(1);
    const terrain = new Array<number>(25).fill(1);
    terrain[12] = 2;
    codes[24] = 2;
    const pixels = paintBoard({ side: 5, codes, terrain }, colours, null);
    expect(pixel(pixels, 12)).toEqual([156, 0, 0, 255]);
    expect(pixel(pixels, 23)[1]).toBeGreaterThan(100);
    expect(pixel(pixels, 24)).toEqual([0, 200, 0, 255]);
  });

  it('dims tiles without weight, also under a coarser map', () => {
    const pixels = paintBoard({ side: 2, codes: Uint8Array.of(7, 7, 7, 7), terrain: [1, 1, 1, 1] }, colours, {
      side: 1,
      values: Float32Array.of(0),
    });
    expect(pixel(pixels, 3)).toEqual([28, 28, 28, 255]);
    expect([...brightest({ side: 2, values: Float32Array.of(0.1, 0.4, 0, 0.2) }).values]).toEqual([0.25, 1, 0, 0.5]);
    expect([...brightest({ side: 1, values: Float32Array.of(0) }).values]).toEqual([0]);
  });

  it('lights a player by its troops per tile', () => {
    const { values } = troopLight(
      { side: 2, codes: Uint8Array.of(1, 1, 2, 7), terrain: [1, 1, 1, 1] },
      [10, 10],
      [2, 1],
    );
    expect([...values]).toEqual([0.5, 0.5, 1, 0]);
  });

  it('reads the tokens of the palette', () => {
    expect(parseHex('#73a0ff')).toEqual([0x73, 0xa0, 0xff]);
    expect(parseHex(' #fff ')).toEqual([255, 255, 255]);
    expect(mix([0, 0, 0], [100, 50, 10], 0.5)).toEqual([50, 25, 5]);
  });
});
