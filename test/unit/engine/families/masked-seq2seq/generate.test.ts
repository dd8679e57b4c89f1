import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTracking } from '../../../../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { readTracking } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/read-tracking';
import { FRAME_VALUES } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/tracking-data';

const SIZE = { weeks: 2, plays: 40 };
const made = (seed: number): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-tracking-'));
  generateTracking(folder, seed, SIZE);
  return folder;
};

describe('made-up plays', () => {
  const folder = made(5);
  const { header, arrays } = readTracking(folder, { maxInputLen: 74, maxOutputLen: 60 });

  it('are the same bytes for the same seed', () => {
    const bytes = (from: string): string => readFileSync(path.join(from, 'input_2023_w02.csv.gz'), 'base64');
    expect(bytes(made(5))).toBe(bytes(folder));
    expect(bytes(made(6))).not.toBe(bytes(folder));
  });

  it('have the columns and the counts of a tracking source', () => {
    expect(header.weeks.map(({ season, week }) => [season, week])).toEqual([
      [2023, 1],
      [2023, 2],
    ]);
    expect(arrays.playGame).toHaveLength(SIZE.plays);
    const perPlay = arrays.trackPredict.reduce((sum, predict) => sum + predict, 0) / SIZE.plays;
    expect(perPlay).toBeGreaterThan(2);
    expect(perPlay).toBeLessThan(5);
  });

  it('move as people do: never faster than 11 yards a second, in steps that agree with speed and direction', () => {
    let [largest, count] = [0, 0];
    for (let track = 0; track < arrays.trackPlay.length; track += 1) {
      for (let frame = arrays.frameOffsets[track]! + 1; frame < arrays.frameOffsets[track + 1]!; frame += 1) {
        const [at, before] = [frame * FRAME_VALUES, (frame - 1) * FRAME_VALUES];
        const step = Math.hypot(
          arrays.frames[at]! - arrays.frames[before]!,
          arrays.frames[at + 1]! - arrays.frames[before + 1]!,
        );
        largest = Math.max(largest, step / 0.1);
        if (Math.abs(step / 0.1 - arrays.frames[at + 2]!) < 1) count += 1;
      }
    }
    // Positions carry 2 cm of noise each, so a step may look 1 yd/s faster than it was.
    expect(largest).toBeLessThan(11);
    expect(count / (arrays.frames.length / FRAME_VALUES)).toBeGreaterThan(0.9);
  });

  it('end with the receiver near the ball, and nobody runs farther out of bounds than momentum takes him', () => {
    const distances = Array.from(arrays.trackRole).flatMap((role, track) => {
      if (role !== 1) return [];
      const end = 2 * (arrays.pathOffsets[track + 1]! - 1);
      const play = arrays.trackPlay[track]!;
      return [
        Math.hypot(
          arrays.path[end]! - arrays.playPlace[3 * play]!,
          arrays.path[end + 1]! - arrays.playPlace[3 * play + 1]!,
        ),
      ];
    });
    expect(distances).toHaveLength(SIZE.plays);
    expect(distances.reduce((a, b) => a + b, 0) / distances.length).toBeLessThan(2);
    const ys = arrays.path.filter((_, index) => index % 2 === 1);
    expect(Math.min(...ys)).toBeGreaterThan(-6);
    expect(Math.max(...ys)).toBeLessThan(59.3);
  });
});
