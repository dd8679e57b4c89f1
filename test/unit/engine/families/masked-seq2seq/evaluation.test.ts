import { beforeAll, describe, expect, it } from 'vitest';
import { maskedSeq2SeqSchema } from '#contract/config/masked-seq2seq';
import { trajectoryForecastSchema } from '#contract/snapshots/trajectory-forecast';
import type { BASELINE_IDS } from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/baselines';
import { BASELINES } from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/baselines';
import {
  baselineMetrics,
  type EvaluationSource,
} from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/evaluate-tracks';
import { forecastSnapshot } from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/forecast-snapshot';
import {
  predictionRows,
  PREDICTION_COLUMNS,
  toPredictionTable,
} from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/prediction-rows';
import { predictionSlices } from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/slices';
import { trajectoryRmse } from '../../../../../src-main/engine/families/masked-seq2seq/evaluation/trajectory-metrics';
import {
  inputPadding,
  paddingText,
  targetPadding,
} from '../../../../../src-main/engine/families/masked-seq2seq/sequences/padding-statistics';
import {
  computedShare,
  paddedLength,
  planEpoch,
} from '../../../../../src-main/engine/families/masked-seq2seq/sequences/batch-order';
import { fitPreprocessing } from '../../../../../src-main/engine/families/masked-seq2seq/sequences/preprocessing';
import {
  splitTracks,
  type SplitTracks,
} from '../../../../../src-main/engine/families/masked-seq2seq/sequences/split-tracks';
import { readTracking } from '../../../../../src-main/engine/families/masked-seq2seq/tracking/read-tracking';
import {
  pathLength,
  type TrackingData,
} from '../../../../../src-main/engine/families/masked-seq2seq/tracking/tracking-data';
import { generateTracking } from '../../../../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outputRows, TWO_FRAMES, writeTracking, inputRow } from '../../../../support/tiny-tracking';
import { dataFolder } from '../../../../support/test-data';

const config = maskedSeq2SeqSchema.parse({ family: 'masked-seq2seq' });

describe('the error of the competition', () => {
  const errors = (xs: number[], ys: number[]) =>
    xs.map((x, index) => ({ dx: x - [1, 2, 3][index]!, dy: ys[index]! - [4, 2, 3][index]! }));
  it.each([
    [[1.1, 2, 3], [4, 2.2, 3], 0.0913],
    [[0, 2, 3], [4, 2.2, 3], 0.4163],
    [[1, 2, 1], [4, 0, 3], 1.1547],
  ])('of %j, %j is %d', (xs, ys, expected) => {
    expect(trajectoryRmse(errors(xs, ys))).toBeCloseTo(expected, 4);
  });

  it('is nothing without frames', () => {
    expect(trajectoryRmse([])).toBeNull();
  });
});

describe('constant velocity', () => {
  it('runs along speed and direction, 0 = +y and clockwise', () => {
    const last = inputRow({ frame_id: 2, s: 5, dir: 90 });
    const { arrays } = readTracking(writeTracking([TWO_FRAMES[0]!, last], outputRows()), {
      maxInputLen: 4,
      maxOutputLen: 5,
    });
    const forecast = BASELINES.constant_velocity(arrays, {}, 0, 2);
    [10.5, 20, 11, 20].forEach((value, index) => expect(forecast[index]).toBeCloseTo(value, 4));
  });

  it('takes the places where speed or direction is unknown', () => {
    const last = inputRow({ frame_id: 2, x: 10.4, s: '', dir: '' });
    const { arrays } = readTracking(writeTracking([TWO_FRAMES[0]!, last], outputRows()), {
      maxInputLen: 4,
      maxOutputLen: 5,
    });
    expect(BASELINES.constant_velocity(arrays, {}, 0, 1)[0]).toBeCloseTo(10.8, 4);
  });
});

describe('prediction rows', () => {
  it('are on the field as it was recorded: a play to the left is turned back', () => {
    const left = { play_direction: 'left' };
    const data = readTracking(
      writeTracking([inputRow(left), inputRow({ ...left, frame_id: 2, player_position: 'XX' })], outputRows()),
      { maxInputLen: 4, maxOutputLen: 5 },
    );
    const rows = predictionRows(data, {}, new Set(['WR']), 0, data.arrays.path);
    const at = (column: (typeof PREDICTION_COLUMNS)[number]) =>
      rows.map((row) => row[PREDICTION_COLUMNS.indexOf(column)]);
    expect(at('id')[2]).toBe('2023090700_1_7_3');
    at('x').forEach((x, frame) => expect(x).toBeCloseTo([11, 13, 13][frame]!, 4));
    expect(at('x')).toEqual(at('true_x'));
  });
});

describe('batches by length', () => {
  const plan = { batchSize: 4, maxOutputLen: 40, bucketFrames: 10, lengthOf: (sample: number) => 1 + (sample % 40) };
  const samples = Array.from({ length: 42 }, (_, index) => index);

  it('pads to the next multiple, at most to the longest target', () => {
    expect([0, 1, 10, 11, 55].map((length) => paddedLength(length, plan))).toEqual([10, 10, 10, 20, 40]);
    expect(paddedLength(3, { ...plan, bucketFrames: null })).toBe(40);
  });

  it('takes every sample once, in as many batches every epoch, none shorter than its samples', () => {
    for (const epoch of [0, 1]) {
      const batches = planEpoch(samples, plan, 1, epoch);
      expect(batches).toHaveLength(11);
      expect(batches.flatMap((batch) => batch.samples).sort((a, b) => a - b)).toEqual(samples);
      for (const batch of batches)
        expect(Math.max(...batch.samples.map(plan.lengthOf))).toBeLessThanOrEqual(batch.steps);
    }
  });

  it('computes everything without buckets and less with them', () => {
    expect(computedShare(samples, { ...plan, bucketFrames: null })).toBe(1);
    expect(computedShare(samples, plan)).toBeLessThan(0.75);
  });
});

const shared = dataFolder('nfl-tracking');
// The recorded plays are never shipped: without them the made-up ones are measured, and only what holds for both is asserted.
const madeUp = mkdtempSync(path.join(tmpdir(), 'assay-tracking-'));

describe(`tracking source (${shared.isSample ? 'made up' : 'shared'})`, () => {
  let data: TrackingData;
  let tracks: SplitTracks;
  let source: EvaluationSource;
  let all: number[];
  beforeAll(() => {
    if (shared.isSample) generateTracking(madeUp, 5);
    const folder = shared.isSample ? madeUp : shared.path;
    data = readTracking(folder, { maxInputLen: 30, maxOutputLen: 40 });
    tracks = splitTracks(data, config, folder);
    source = { data, preprocessing: fitPreprocessing(data, config, tracks) };
    all = [...tracks.train, ...tracks.validation];
  });

  it('has the padding that the spec names: a share of positions', () => {
    const share = (length: number): string => (targetPadding(data, all, length).paddedShare * 100).toFixed(1);
    const everyone = Array.from(data.arrays.trackPlay, (_, track) => track);
    if (!shared.isSample) {
      expect([33, 40, 60].map(share)).toEqual(['46.7', '56.0', '70.7']);
      expect([30, 50].map((length) => (inputPadding(data, everyone, length).paddedShare * 100).toFixed(1))).toEqual([
        '7.1',
        '33.3',
      ]);
      expect(targetPadding(data, all, 33)).toMatchObject({ samples: 2335, validFrames: 41_061, cut: 0, empty: 0 });
    }
    const found = targetPadding(data, all, 40);
    expect(found.validFrames + found.paddedFrames).toBe(all.length * 40);
    expect(paddingText(found)).toContain(`${share(40)} % of `);
  });

  it('has the baselines of the spec', () => {
    const rmse = (id: (typeof BASELINE_IDS)[number], of: readonly number[]) =>
      baselineMetrics(source, id, of)['rollout_rmse_yards']!;
    const [stay, straight, ridge] = (['stay', 'constant_velocity', 'ridge'] as const).map((id) =>
      rmse(id, tracks.validation),
    );
    expect(straight).toBeLessThan(stay!);
    expect(ridge).toBeLessThan(straight!);
    if (shared.isSample) return;
    expect(rmse('constant_velocity', all)).toBeCloseTo(2.226, 3);
    expect(straight).toBeCloseTo(2.441, 3);
    expect(stay).toBeCloseTo(5.447, 3);
    expect(ridge).toBeCloseTo(1.75, 3);
    expect(baselineMetrics(source, 'constant_velocity', tracks.validation)).toMatchObject({ n: 538 });
  });

  it('standardises with the rows of the training weeks alone', () => {
    const { numeric } = source.preprocessing;
    const only = fitPreprocessing(data, config, { ...tracks, validation: [] });
    expect(only.numeric).toEqual(numeric);
    expect(numeric.names).toHaveLength(16);
    expect(numeric.deviations.every((deviation) => deviation > 0)).toBe(true);
  });

  it('slices a forecast by role and horizon, with the baselines on the same frames', () => {
    const few = tracks.validation.slice(0, 40);
    const table = toPredictionTable(
      few.flatMap((track) =>
        predictionRows(
          data,
          source.preprocessing.ridge,
          new Set(),
          track,
          BASELINES.constant_velocity(data.arrays, {}, track, pathLength(data.arrays, track)),
        ),
      ),
    );
    const slices = predictionSlices(table);
    const role = slices.find(({ value }) => value === 'Defensive Coverage')!;
    expect(role.metrics['rollout_rmse_yards']).toBeCloseTo(role.metrics['constant_velocity_rmse_yards']!, 6);
    expect(slices.filter(({ name }) => name === 'horizon').map(({ value }) => value)).toEqual(
      expect.arrayContaining(['frame 05', 'last frame']),
    );
    const snapshot = forecastSnapshot(source, 'validation', {
      metrics: { n: 1, clusters: 1 },
      loss: 0,
      predictions: table,
    });
    const parsed = trajectoryForecastSchema.parse(JSON.parse(JSON.stringify(snapshot)));
    expect(parsed.best[0]!.rmseYards).toBeLessThanOrEqual(parsed.worst[0]!.rmseYards);
    expect(parsed.byRole.map(({ value }) => value)).toContain('Defensive Coverage');
  });

  it('has players that no top speed of a person excludes', () => {
    const speeds = data.arrays.frames.filter((_, index) => index % 6 === 2);
    expect(speeds.reduce((a, b) => Math.max(a, b), 0)).toBeLessThan(13);
  });
});
