import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deepSetRankerSchema } from '#contract/config/deep-set-ranker';
import { dataDiagnostics } from '../../../../../src-main/engine/families/deep-set-ranker/diagnostics/data-diagnostics';
import { rankingMetrics } from '../../../../../src-main/engine/families/deep-set-ranker/evaluation/ranking-metrics';
import {
  fromPredictionTable,
  toPredictionTable,
  type PredictionRow,
} from '../../../../../src-main/engine/families/deep-set-ranker/evaluation/prediction-rows';
import { predictionSlices } from '../../../../../src-main/engine/families/deep-set-ranker/evaluation/slices';
import { generateBoxScores } from '../../../../../src-main/engine/families/deep-set-ranker/generate/generate-box-scores';
import {
  evenlySpacedDates,
  everyStepDate,
} from '../../../../../src-main/engine/families/deep-set-ranker/lists/list-dates';
import { configuredSplit } from '../../../../../src-main/engine/families/deep-set-ranker/ranking-data/build-ranking-data';
import { loadRankingData } from '../../../../../src-main/engine/families/deep-set-ranker/ranking-data/load-ranking-data';
import { encodeRankingData } from '../../../../../src-main/engine/families/deep-set-ranker/ranking-data/ranking-data-file';
import { rankingDataKey } from '../../../../../src-main/engine/families/deep-set-ranker/ranking-data/ranking-data-key';
import { splitDates } from '../../../../../src-main/engine/families/deep-set-ranker/ranking-data/split-dates';
import { unseenSplit } from '../../../../../src-main/engine/families/deep-set-ranker/unseen-split';

const parse = (change: { data?: object; training?: object; model_a?: object } = {}) =>
  deepSetRankerSchema.parse({
    family: 'deep-set-ranker',
    data: { train_seasons: ['2021-22', '2022-23'], validation_seasons: ['2023-24'], ...change.data },
    training: { max_dates: 20, max_final_batches: null, ...change.training },
    model_a: { early_stopping_patience: 2, ...change.model_a },
  });

const season = (name: string, start: number) => ({ name, start, end: start + 99 });
/** Ten dates in each of three seasons. */
const DATES = [season('2021-22', 0), season('2022-23', 100), season('2023-24', 200)].flatMap((of) =>
  Array.from({ length: 10 }, (_, index) => ({ season: of, day: of.start + index })),
);
const HELD = ['2021-22', '2022-23', '2023-24'];
const days = (dates: readonly { day: number }[]) => dates.map(({ day }) => day);

describe('dates', () => {
  it('every step-th of 1,422 dates for 200 is every seventh: 204', () => {
    const many = Array.from({ length: 1422 }, (_, day) => ({ season: season('x', 0), day }));
    expect(everyStepDate(many, 200)).toHaveLength(204);
    expect(everyStepDate(many, null)).toHaveLength(1422);
  });

  it('evenly spaced dates keep the distances and cut no end', () => {
    expect(days(evenlySpacedDates(DATES, 3))).toEqual([5, 105, 205]);
    expect(evenlySpacedDates(DATES, 99)).toHaveLength(30);
  });

  it('holds out the latest training dates only when early stopping is on', () => {
    const on = splitDates(parse(), DATES, HELD);
    expect([days(on.train).length, days(on.holdout), days(on.validation)[0]]).toEqual([
      15,
      [105, 106, 107, 108, 109],
      200,
    ]);
    const off = splitDates(parse({ model_a: { early_stopping_patience: 0 } }), DATES, HELD);
    expect([off.train.length, off.holdout.length]).toEqual([20, 0]);
  });

  it('thins the training dates, never the holdout', () => {
    const { train, holdout } = splitDates(parse({ training: { max_final_batches: 6 } }), DATES, HELD);
    expect([days(train), holdout.length]).toEqual([[2, 7, 102], 5]);
  });

  it('refuses a season in two parts and one that the source lacks', () => {
    expect(() => splitDates(parse({ data: { validation_seasons: ['2022-23'] } }), DATES, HELD)).toThrow(
      '2022-23 is in data.train_seasons and in data.validation_seasons.',
    );
    expect(() => splitDates(parse({ data: { test_seasons: ['2024-25'] } }), DATES, HELD)).toThrow(
      'data.test_seasons names 2024-25, but the source holds 2021-22, 2022-23, 2023-24.',
    );
  });

  it('unseen data are the seasons that the run has not used, or all when it used all', () => {
    const newer = [...DATES, { season: season('2024-25', 300), day: 300 }];
    expect(days(unseenSplit(parse())(newer, [...HELD, '2024-25']).test)).toEqual([300]);
    expect(unseenSplit(parse())(DATES, HELD).test).toHaveLength(30);
  });
});

describe('cache', () => {
  let source = '';
  beforeAll(() => {
    source = mkdtempSync(path.join(tmpdir(), 'assay-generated-'));
    generateBoxScores(source, 7);
  });
  const phases: string[] = [];
  const load = (cacheFolder: string, config = parse()) => {
    phases.length = 0;
    const context = {
      seed: 1,
      source: { name: 'x', path: source, fingerprint: '' },
      cacheFolder,
      phase: (name: string) => phases.push(name),
      signal: new AbortController().signal,
    };
    return loadRankingData(config, context, { name: 'configured', splitter: configuredSplit(config) });
  };
  const cacheFolder = () => mkdtempSync(path.join(tmpdir(), 'assay-cache-'));

  it('gives the same bytes from the cache as built, without reading the data again', async () => {
    const folder = cacheFolder();
    const built = await load(folder);
    const hit = await load(folder);
    expect([built.cache.kind, hit.cache.kind]).toEqual(['built', 'hit']);
    expect(phases).toEqual(['checking data']);
    expect(Buffer.from(encodeRankingData(hit.data)).equals(encodeRankingData(built.data))).toBe(true);
    expect(hit.data.encoded.statistics).toEqual(built.data.encoded.statistics);
    expect(built.data.encoded.lists.length).toBeGreaterThan(30);
  });

  it('builds a damaged file anew and says so', async () => {
    const folder = cacheFolder();
    const built = await load(folder);
    const file = path.join(folder, 'deep-set-ranker', readdirSync(path.join(folder, 'deep-set-ranker'))[0]!);
    const bytes = readFileSync(file);
    bytes[bytes.length - 4000]! ^= 1;
    writeFileSync(file, bytes);
    const again = await load(folder);
    expect(again.cache.kind).toBe('rebuilt');
    expect(phases).toContain('rebuilding lists: the cached file was damaged');
    expect(Buffer.from(encodeRankingData(again.data)).equals(encodeRankingData(built.data))).toBe(true);
    writeFileSync(file, bytes.subarray(0, 10));
    expect((await load(folder)).cache.kind).toBe('rebuilt');
    expect((await load(folder)).cache.kind).toBe('hit');
  });

  it('trains without a cache where none can be written, and says why', async () => {
    const folder = path.join(cacheFolder(), 'a-file');
    writeFileSync(folder, '');
    expect((await load(folder)).cache).toMatchObject({
      kind: 'not-stored',
      reason: expect.stringMatching(/EEXIST|ENOTDIR/) as string,
    });
  });

  it('has a diagnostic where conferences were taken from abbreviations', async () => {
    const { data } = await load(cacheFolder());
    expect(dataDiagnostics(data, 1000).map(({ id }) => id)).not.toContain('assumed-conferences');
    expect(dataDiagnostics({ ...data, assumedConferences: ['BOS', 'LAL'] }, 1000).at(-1)).toMatchObject({
      id: 'assumed-conferences',
      severity: 'warning',
      message: 'The conference of BOS, LAL was taken from the abbreviation.',
      value: 2,
    });
  });

  it('has a key that follows what decides the lists and nothing else', () => {
    const key = (change = {}, fingerprint = 'f') => rankingDataKey(parse(change), 'configured', fingerprint);
    expect(key({ model_a: { epochs: 3, learning_rate: 1 } })).toBe(key());
    const changes = [
      { training: { rolling_windows: [5, 10] } },
      { training: { max_dates: 21 } },
      { model_a: { num_embeddings: 7 } },
      { training: { team_statistics: ['team_games'] } },
      { model_a: { early_stopping_patience: 0 } },
    ];
    expect(
      new Set([key(), key({}, 'g'), rankingDataKey(parse(), 'unseen', 'f'), ...changes.map((change) => key(change))])
        .size,
    ).toBe(3 + changes.length);
  });

  it('a wrong stat_dim names the statistics of the windows', async () => {
    await expect(load(cacheFolder(), parse({ model_a: { stat_dim: 21 } }))).rejects.toThrow(
      /model_a.stat_dim is 21, the first batch has 17 statistics: pts_L10/,
    );
  });

  it('generates the same bytes from the same seed, other games from another', () => {
    const [first, second, other] = [7, 7, 8].map((seed) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'assay-generated-'));
      const { files } = generateBoxScores(folder, seed);
      return files.map((file) => readFileSync(path.join(folder, file)).toString('base64')).join();
    });
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe('rankingMetrics', () => {
  const row = (change: Partial<PredictionRow>): PredictionRow => ({
    season: '2023-24',
    as_of_date: '2024-01-05',
    conference: 'E',
    team_id: 1,
    abbreviation: 'ONE',
    team: 'One',
    score: 0,
    predicted_rank: 1,
    win_rate: 0.5,
    point_difference: 0,
    standings_rank: 1,
    end_of_season_rank: null,
    is_snapshot: 0,
    ...change,
  });
  const list = (date: string, conference: string, scores: number[]) =>
    scores.map((score, index) => row({ as_of_date: date, conference, score, standings_rank: index + 1 }));
  const rows = [
    ...list('2024-01-05', 'E', [3, 2, 1]),
    ...list('2024-01-05', 'W', [1, 2, 3]),
    ...list('2024-02-05', 'E', [3, 2, 1]),
    ...[1, 2, 3, 4].map((rank) =>
      row({ as_of_date: '2024-04-14', score: -rank, end_of_season_rank: [2, 1, 3, 4][rank - 1]!, is_snapshot: 1 }),
    ),
  ];

  it('means over lists, counts lists and dates, and measures ranks on the snapshot', () => {
    const metrics = rankingMetrics(rows);
    expect(metrics).toMatchObject({ n: 3, clusters: 2, rank_mae: 0.5 });
    expect(metrics.conference_spearman).toBeCloseTo((1 - 1 + 1) / 3, 12);
    expect(metrics.rank_rmse).toBeCloseTo(Math.SQRT1_2, 12);
    expect(metrics.spearman_eos).toBeCloseTo(0.8, 12);
  });

  it('has null where a season has no playoffs', () => {
    expect(rankingMetrics(list('2024-01-05', 'E', [3, 2]))).toMatchObject({ spearman_eos: null, rank_rmse: null });
  });

  it('gives the same from a table that was written as text and read back', () => {
    const { columns, rows: values } = toPredictionTable(rows);
    const asText = { columns, rows: values.map((line) => line.map((value) => (value === null ? '' : String(value)))) };
    expect(rankingMetrics(fromPredictionTable(asText))).toEqual(rankingMetrics(rows));
  });

  it('slices by season, conference and month', () => {
    const slices = predictionSlices(toPredictionTable(rows));
    const of = (name: string, value: string) =>
      slices.find((slice) => slice.name === name && slice.value === value)!.metrics;
    expect(slices.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'season 2023-24',
      'conference E',
      'conference W',
      'month 2024-01',
      'month 2024-02',
    ]);
    expect([of('conference', 'E').conference_spearman, of('conference', 'W').conference_spearman]).toEqual([1, -1]);
    expect([of('month', '2024-01').n, of('season', '2023-24').rank_mae]).toEqual([2, 0.5]);
  });
});
