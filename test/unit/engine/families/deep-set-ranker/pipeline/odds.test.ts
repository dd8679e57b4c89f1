import { describe, expect, it } from 'vitest';
import {
  championshipOdds,
  chooseTemperature,
  oddsEntropy,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/odds';
import { reliability } from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/reliability';

describe('championship odds', () => {
  it('do not change when every score is 150 higher: the original clipped such scores to equal odds', () => {
    const values = [3, 1, 0];
    const odds = championshipOdds(values, 1);
    expect(odds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    // e^0 / (e^0 + e^-2 + e^-3)
    expect(odds[0]).toBeCloseTo(1 / (1 + Math.exp(-2) + Math.exp(-3)), 12);
    championshipOdds(
      values.map((value) => value + 150),
      1,
    ).forEach((share, team) => expect(share).toBeCloseTo(odds[team]!, 12));
  });

  it('become even with the temperature, which the entropy shows', () => {
    expect(oddsEntropy(championshipOdds([3, 1, 0], 1e6))).toBeCloseTo(1, 6);
    expect(oddsEntropy(championshipOdds([300, 1, 0], 1))).toBeCloseTo(0, 6);
  });

  it('choose the temperature that gives the champions the best log odds', () => {
    const day = (first: number) => [
      { value: 4, isChampion: first === 0 },
      { value: 2, isChampion: first === 1 },
      { value: 0, isChampion: first === 2 },
    ];
    // The favourite always wins: the sharper the better. Everybody wins equally often: the flatter the better.
    expect(chooseTemperature([day(0), day(0)])).toBe(0.125);
    expect(chooseTemperature([day(0), day(1), day(2)])).toBe(16);
    expect(chooseTemperature([[{ value: 1, isChampion: false }]])).toBe(1);
  });

  it('of uniform size score the Brier value of uniform odds, (1/30)(29/30)', () => {
    const teams = Array.from({ length: 30 }, (_, team) => ({ odds: 1 / 30, isChampion: team === 0 }));
    const { brier, brierUniform, expectedCalibrationError, bins } = reliability(teams, 10);
    expect(brier).toBeCloseTo((1 / 30) * (29 / 30), 12);
    expect(brierUniform).toBeCloseTo(brier!, 12);
    expect(expectedCalibrationError).toBeCloseTo(0, 12);
    expect(bins[0]).toMatchObject({ count: 30, from: 0, to: 0.1 });
  });

  it('are as wrong as their bins: two teams with 0.95 of which one wins', () => {
    const { expectedCalibrationError } = reliability(
      [
        { odds: 0.95, isChampion: true },
        { odds: 0.95, isChampion: false },
      ],
      10,
    );
    expect(expectedCalibrationError).toBeCloseTo(0.45, 12);
  });
});
