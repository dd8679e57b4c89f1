import { describe, expect, it } from 'vitest';
import type { ForecastPlay } from '#contract/snapshots/trajectory-forecast';
import {
  fieldWindow,
  multiplesWithin,
  playFrames,
  seenPlayers,
  yardNumber,
} from '../../../../src-renderer/features/inspect/trajectories/field-view';

type Player = ForecastPlay['players'][number];

const player = (change: Partial<Player>): Player => ({
  name: 'A',
  position: 'WR',
  role: 'Targeted Receiver',
  side: 'Offense',
  before: [
    [40, 20],
    [41, 20],
    [42, 20],
  ],
  truth: [
    [43, 20],
    [44, 20],
  ],
  forecast: [
    [43, 21],
    [44, 24],
  ],
  straight: [
    [43, 20],
    [44, 20],
  ],
  rmseYards: 1,
  finalDistanceYards: 4,
  ...change,
});
const play: ForecastPlay = {
  gameId: 1,
  playId: 2,
  season: 2023,
  week: 16,
  landing: [50, 22],
  scrimmageX: 38,
  flightFrames: 2,
  rmseYards: 1,
  straightRmseYards: 2,
  players: [player({}), player({ name: 'B', before: [[10, 50]], truth: [], forecast: [], straight: [] })],
};

describe('a play through time', () => {
  it('counts the frames before the release of the longest track, then those in the air', () => {
    expect(playFrames(play)).toEqual({ release: 3, last: 5 });
  });

  it('shows tracks up to a frame; a short one begins late and ends at the release', () => {
    const [first, second] = seenPlayers(play, 2);
    expect(first!.before).toHaveLength(2);
    expect(second!.before).toHaveLength(0);
    expect(first!.truth).toEqual([]);
    expect(seenPlayers(play, 3)[1]!.before).toHaveLength(1);
  });

  it('lets tracks after the release begin where the player was, and measures the distance of the newest frame', () => {
    const [first] = seenPlayers(play, 4);
    expect(first!.truth).toEqual([
      [42, 20],
      [43, 20],
    ]);
    expect(first!.distanceYards).toBe(1);
    expect(seenPlayers(play, 5)[0]!.distanceYards).toBe(4);
  });
});

describe('the part of the field that is drawn', () => {
  it('holds the predicted players and the ball, has the shape of the picture and stays on the field', () => {
    const view = fieldWindow(play);
    expect(view.left).toBeLessThan(40);
    expect(view.right).toBeGreaterThan(50);
    expect((view.right - view.left) / (view.top - view.bottom)).toBeCloseTo(2.25, 5);
    expect(view.bottom).toBeGreaterThanOrEqual(0);
    const corner = fieldWindow({ ...play, landing: [2, 1] });
    expect([corner.left, corner.bottom]).toEqual([0, 0]);
  });

  it('keeps a player in the picture who has run over the sideline', () => {
    // The field is 53.3 yards wide; he ends 2 yards outside, with the margin of 4 beyond him.
    const outside = fieldWindow({ ...play, landing: [50, 55.3] });
    expect(outside.top).toBeCloseTo(59.3, 10);
    expect((outside.right - outside.left) / (outside.top - outside.bottom)).toBeCloseTo(2.25, 5);
  });

  it('numbers the lines from the nearer goal', () => {
    // x counts from the back of an end zone of ten yards.
    expect([20, 60, 100].map(yardNumber)).toEqual([10, 50, 10]);
    expect([5, 10, 115].map(yardNumber)).toEqual([null, null, null]);
    expect(multiplesWithin(12, 31, 10)).toEqual([20, 30]);
  });
});
