import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { baselineMetrics } from '../../../../../src-main/engine/families/hetero-gnn/baselines/baseline-metrics';
import {
  baselineLogits,
  fitBaselines,
} from '../../../../../src-main/engine/families/hetero-gnn/baselines/fit-baselines';
import type { FittedBaselines } from '../../../../../src-main/engine/families/hetero-gnn/baselines/fit-baselines';
import {
  DENSE_WIDTH,
  ENTITY_SLOTS,
} from '../../../../../src-main/engine/families/hetero-gnn/baselines/logistic-features';
import {
  logisticLogits,
  logisticPass,
  newLogisticModel,
  newLogisticOptimizer,
} from '../../../../../src-main/engine/families/hetero-gnn/baselines/logistic-regression';
import type { LogisticSamples } from '../../../../../src-main/engine/families/hetero-gnn/baselines/logistic-samples';
import type { CricketData } from '../../../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import { partSamples } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/part-samples';
import { generateMatches } from '../../../../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { cricketData, readArchive } from '../../../../support/cricket-archive';

const contextOf = (cacheFolder: string) => ({
  fingerprint: 'made-up',
  cacheFolder,
  signal: new AbortController().signal,
  onProgress: () => undefined,
});

describe('baselines on made-up matches', () => {
  let data: CricketData;
  let fitted: FittedBaselines;
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'assay-baselines-'));
  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-made-up-'));
    generateMatches(folder, 5, 60);
    data = cricketData(await readArchive(path.join(folder, 'made-up-matches.zip')));
    fitted = await fitBaselines(data, contextOf(cacheFolder));
  });

  it('improve from the prior over the table to the regression', () => {
    const { prior, table, logistic } = baselineMetrics(data, ['validation', 'test'], fitted);
    const losses = [prior, table, logistic].map(({ test }) => test!['calibrated_log_loss']!);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses[2]).toBeLessThan(losses[0]! - 0.004);
    expect(prior.test!['log_loss']).toBe(prior.test!['calibrated_log_loss']);
  });

  it('predict the training frequencies, by over and innings for the table', () => {
    const counts = data.parts.train.classCounts;
    const samples = counts.reduce((sum, count) => sum + count, 0);
    expect(Math.exp(baselineLogits(data, 'test', fitted, 'prior')[1]!)).toBeCloseTo(
      (counts[1]! + 1) / (samples + 7),
      6,
    );
    const { innings, deliveries, labels, count } = partSamples(data, 'train');
    const isInRow = (sample: number): boolean => {
      const { position, firstDelivery, isSuperOver } = data.archive.innings[innings[sample]!]!;
      return !isSuperOver && position === 0 && data.archive.deliveries.over[firstDelivery + deliveries[sample]!] === 7;
    };
    const row = [...Array(count).keys()].filter(isInRow);
    const dots = row.filter((sample) => labels[sample] === 0).length;
    const expected = (dots + 20 * fitted.prior[0]!) / (row.length + 20);
    const logits = baselineLogits(data, 'train', fitted, 'table');
    expect(Math.exp(logits[row[0]! * 7]!)).toBeCloseTo(expected, 6);
  });

  it('come back from the cache as they were fitted', async () => {
    const again = await fitBaselines(data, contextOf(cacheFolder));
    expect(again.logistic).toEqual(fitted.logistic);
    expect(again.calibrations).toEqual(fitted.calibrations);
  });
});

describe('logistic regression', () => {
  it('finds the slope that made the labels, and what an entity adds', () => {
    const random = randomStream(11, 'logistic');
    const count = 4000;
    const samples: LogisticSamples = {
      count,
      dense: Float32Array.from({ length: count * DENSE_WIDTH }, (_, at) =>
        at % DENSE_WIDTH === 0 ? random.normal() : 0,
      ),
      entities: Int32Array.from({ length: count * ENTITY_SLOTS }, (_, at) =>
        at % ENTITY_SLOTS === 0 && at % (2 * ENTITY_SLOTS) === 0 ? 0 : -1,
      ),
      labels: new Uint8Array(count),
    };
    for (let sample = 0; sample < count; sample += 1) {
      const logit =
        1.5 * samples.dense[sample * DENSE_WIDTH]! + (samples.entities[sample * ENTITY_SLOTS] === 0 ? 1 : 0);
      samples.labels[sample] = random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    const model = newLogisticModel(new Float32Array(DENSE_WIDTH), new Float32Array(DENSE_WIDTH).fill(1), 1);
    const optimizer = newLogisticOptimizer(model);
    for (let pass = 0; pass < 12; pass += 1)
      logisticPass(
        model,
        optimizer,
        samples,
        Int32Array.from({ length: count }, (_, at) => at),
      );
    const logits = logisticLogits(model, samples);
    const difference = (sample: number) => logits[sample * 7 + 1]! - logits[sample * 7]!;
    const slope = (difference(2) - difference(0)) / (samples.dense[2 * DENSE_WIDTH]! - samples.dense[0]!);
    expect(slope).toBeCloseTo(1.5, 0);
    expect(model.entities[1]! - model.entities[0]!).toBeCloseTo(1, 0);
    expect(logits[2]! - logits[1]!).toBeLessThan(-3);
  });
});
