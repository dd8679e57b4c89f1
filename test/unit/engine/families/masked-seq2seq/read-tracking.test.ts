import { describe, expect, it } from 'vitest';
import { maskedSeq2SeqSchema } from '#contract/config/masked-seq2seq';
import {
  decoderInput,
  writeEncoderInput,
} from '../../../../../src-main/engine/families/masked-seq2seq/sequences/create-sequences';
import {
  splitTracks,
  unseenTracks,
} from '../../../../../src-main/engine/families/masked-seq2seq/sequences/split-tracks';
import { checkTrackingSource } from '../../../../../src-main/engine/families/masked-seq2seq/check-source';
import {
  ageOnDay,
  gameDay,
  heightInches,
} from '../../../../../src-main/engine/families/masked-seq2seq/tracking/player-facts';
import { readTracking } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/read-tracking';
import { turnAngle, turnX, turnY } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/turn';
import { inputRow, outputRows, TWO_FRAMES, writeTracking } from '../../../../support/tiny-tracking';

const LENGTHS = { maxInputLen: 4, maxOutputLen: 5 };
const read = (...week: Parameters<typeof writeTracking>) => readTracking(writeTracking(...week), LENGTHS);
const config = (data: object = {}) => maskedSeq2SeqSchema.parse({ family: 'masked-seq2seq', data });

describe('sequences', () => {
  it('makes targets, mask and decoder input of the example of the spec', () => {
    const { arrays } = read(TWO_FRAMES, outputRows());
    expect([...arrays.target]).toEqual([1, 0, 2, 1, 0, 2, 0, 0, 0, 0]);
    expect([...arrays.mask]).toEqual([1, 1, 1, 0, 0]);
    expect([...decoderInput(arrays.target)]).toEqual([0, 0, 1, 0, 2, 1, 0, 2, 0, 0]);
  });

  it('cuts late frames of the target, but keeps the whole path for the error', () => {
    const { arrays } = readTracking(writeTracking(TWO_FRAMES, outputRows()), { maxInputLen: 1, maxOutputLen: 2 });
    expect([...arrays.target]).toEqual([1, 0, 2, 1]);
    expect([...arrays.path]).toEqual([11, 20, 13, 21, 13, 23]);
    expect([...arrays.frameOffsets]).toEqual([0, 1]);
    expect(arrays.trackInputLength[0]).toBe(2);
  });

  it('pads the input in front and keeps the latest frames', () => {
    const encoder = new Float32Array(6);
    writeEncoderInput(Float32Array.of(1, 2), 2, encoder);
    expect([...encoder]).toEqual([0, 0, 0, 0, 1, 2]);
    const short = new Float32Array(4);
    writeEncoderInput(Float32Array.of(1, 2, 3, 4, 5, 6), 2, short);
    expect([...short]).toEqual([3, 4, 5, 6]);
  });

  it('sorts frames and keeps a mask where the displacement is exactly zero', () => {
    const { arrays } = read([TWO_FRAMES[1]!, TWO_FRAMES[0]!], outputRows([[1, 10, 20]]));
    expect([...arrays.target.slice(0, 2)]).toEqual([0, 0]);
    expect([...arrays.mask]).toEqual([1, 0, 0, 0, 0]);
  });
});

describe('direction', () => {
  it('turns by half a turn: the identity when done twice', () => {
    expect([turnX(turnX(31.25)), turnY(turnY(8.5)), turnAngle(turnAngle(200))]).toEqual([31.25, 8.5, 200]);
    expect([turnX(0), turnY(0), turnAngle(90), turnAngle(350)]).toEqual([120, 53.3, 270, 170]);
  });

  it('turns inputs, outputs, angles and the landing place of a play to the left, found by game and play', () => {
    const left = { play_direction: 'left', play_id: 2, dir: 90, o: 300 };
    const { arrays } = read(
      [...TWO_FRAMES, inputRow(left), inputRow({ ...left, frame_id: 2 })],
      [...outputRows(), ...outputRows([[1, 9, 20]], '2023090700,2,7')],
    );
    expect([...arrays.playTurned]).toEqual([0, 1]);
    const last = [...arrays.frames.slice(-6)];
    expect(last[0]).toBeCloseTo(110, 4);
    expect(last[1]).toBeCloseTo(33.3, 4);
    expect(last.slice(4)).toEqual([270, 120]);
    // A yard towards its goal is a yard forward.
    expect(arrays.target[10]).toBeCloseTo(1, 4);
    expect(arrays.target[11]).toBeCloseTo(0, 4);
    expect([...arrays.playPlace.slice(3, 5)].map((value) => Number(value.toFixed(3)))).toEqual([107, 30.3]);
  });
});

describe('player facts', () => {
  it('reads heights, and ages on the day of the game', () => {
    expect(heightInches('6-1')).toBe(73);
    expect(heightInches('')).toBeNaN();
    expect(ageOnDay('1993-09-07', gameDay(2023090700))).toBeCloseTo(30, 1);
    expect(ageOnDay('', gameDay(2023090700))).toBeNaN();
  });

  it('leaves unknown values out of the standardisation', () => {
    const { header } = read(
      [inputRow({ player_height: '', s: '' }), inputRow({ frame_id: 2, player_height: '' })],
      outputRows(),
    );
    expect(header.weeks[0]!.columnSums.counts.slice(0, 5)).toEqual([2, 2, 1, 2, 0]);
  });
});

describe('bad input', () => {
  const twice = [...TWO_FRAMES, inputRow({ frame_id: 2 })];
  const stranger = [...outputRows(), '2023090700,1,99,1,1,1'];
  const withoutRole = TWO_FRAMES.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'player_role')) as typeof row,
  );
  it.each([
    ['a missing column', withoutRole, outputRows(), /input_2023_w01\.csv:1 has no column player_role/],
    [
      'an unknown role',
      [TWO_FRAMES[0]!, inputRow({ frame_id: 2, player_role: 'Kicker' })],
      outputRows(),
      /input_2023_w01\.csv:3: player_role is "Kicker"/,
    ],
    [
      'a play without output',
      [...TWO_FRAMES, inputRow({ play_id: 2 })],
      outputRows(),
      /input_2023_w01\.csv:4: game 2023090700, play 2, player 7 is to be predicted, but output_2023_w01\.csv has no frame/,
    ],
    ['duplicate frames', twice, outputRows(), /input_2023_w01\.csv:4 repeats frame 2 .* of line 3/],
    [
      'duplicate output frames',
      TWO_FRAMES,
      [...outputRows(), outputRows()[2]!],
      /output_2023_w01\.csv:5 repeats frame 3/,
    ],
    [
      'a gap',
      [TWO_FRAMES[0]!, inputRow({ frame_id: 4 })],
      outputRows(),
      /input_2023_w01\.csv:3: frame 4 of .* follows frame 1/,
    ],
    [
      'a place that is no number',
      [TWO_FRAMES[0]!, inputRow({ frame_id: 2, x: 'NaN' })],
      outputRows(),
      /input_2023_w01\.csv:3: x is "NaN"/,
    ],
    [
      'an output place that is no number',
      TWO_FRAMES,
      outputRows([[1, 'NaN', 2]]),
      /output_2023_w01\.csv:2: x is "NaN"/,
    ],
    [
      'fewer frames than one',
      TWO_FRAMES.map((row) => ({ ...row, num_frames_output: 0 })),
      outputRows(),
      /input_2023_w01\.csv:2: num_frames_output is "0", expected at least 1/,
    ],
    [
      'output of a stranger',
      TWO_FRAMES,
      stranger,
      /output_2023_w01\.csv:5: input_2023_w01\.csv has no game 2023090700, play 1, player 99/,
    ],
  ])('names file and line of %s', (_, input, output, message) => {
    expect(() => read(input, output)).toThrow(message);
  });

  it('names a folder without tracking files', () => {
    expect(() => readTracking('/nowhere/at/all', LENGTHS)).toThrow(/no folder/);
  });
});

describe('split by week', () => {
  const folder = writeTracking(TWO_FRAMES, outputRows(), undefined, '2022_w01');
  writeTracking(
    TWO_FRAMES.map((row) => ({ ...row, game_id: 2023090700 + 1 })),
    outputRows(undefined, '2023090701,1,7'),
    folder,
    '2023_w01',
  );
  writeTracking(
    TWO_FRAMES.map((row) => ({ ...row, game_id: 2023122400 })),
    null,
    folder,
    '2023_w17',
  );
  const data = readTracking(folder, LENGTHS);

  it('takes a week number of every season, and games stay apart', () => {
    const tracks = splitTracks(data, config({ validation_weeks: [] }), folder);
    expect(tracks.train).toEqual([0, 1]);
    expect(new Set(data.arrays.playGame).size).toBe(3);
  });

  it('needs an output file for a week of a part, and forecasts a week without one', () => {
    expect(() => splitTracks(data, config({ validation_weeks: [17] }), folder)).toThrow(/output_2023_w17/);
    expect(unseenTracks(data, config({ validation_weeks: [] }))).toEqual([2]);
    expect(checkTrackingSource(folder, new AbortController().signal).warnings[0]).toMatch(
      /input_2023_w17\.csv has no output/,
    );
  });

  it('refuses a week in two parts and parts without a player', () => {
    expect(() => splitTracks(data, config({ train_weeks: [1], validation_weeks: [1] }), folder)).toThrow(
      /Week 1 is in/,
    );
    expect(() => splitTracks(data, config({ train_weeks: [9], validation_weeks: [] }), folder)).toThrow(
      /No week of data.train_weeks/,
    );
  });

  it('keeps players without a target only for the ablation, and only to train', () => {
    const both = writeTracking(
      [...TWO_FRAMES, inputRow({ nfl_id: 8, player_to_predict: 'False', player_role: 'Passer' })],
      outputRows(),
    );
    const found = readTracking(both, LENGTHS);
    expect(splitTracks(found, config({ validation_weeks: [] }), both).train).toEqual([0]);
    const all = maskedSeq2SeqSchema.parse({
      family: 'masked-seq2seq',
      data: { validation_weeks: [] },
      sequences: { only_players_to_predict: false },
    });
    expect(splitTracks(found, all, both).train).toEqual([0, 1]);
  });
});
