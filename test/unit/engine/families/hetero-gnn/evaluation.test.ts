import { beforeAll, describe, expect, it } from 'vitest';
import type { CricketData } from '../../../../../src-main/engine/families/hetero-gnn/data/cricket-data';
import { ballCalibrationSchema } from '#contract/snapshots/ball-probabilities';
import { dataFacts } from '../../../../../src-main/engine/families/hetero-gnn/data/data-facts';
import { unseenShare } from '../../../../../src-main/engine/families/hetero-gnn/data/unseen-share';
import { ballMetrics } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/ball-metrics';
import {
  calibratedProbabilities,
  decide,
  fitCalibration,
} from '../../../../../src-main/engine/families/hetero-gnn/evaluation/calibration';
import { classPrior, classWeights } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/class-weights';
import { evaluatePart, scorePart } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/evaluate-part';
import { partSamples } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/part-samples';
import { reportPhase } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/phase-of-over';
import { predictionSlices } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/prediction-slices';
import { scoredSamples } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/scored-samples';
import type { ScoredSamples } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/scored-samples';
import { calibrationSnapshot } from '../../../../../src-main/engine/families/hetero-gnn/snapshots/calibration-snapshot';
import { softmaxRows } from '../../../../../src-main/engine/families/hetero-gnn/evaluation/softmax';
import { buildInningsGraph } from '../../../../../src-main/engine/families/hetero-gnn/data/build-innings-graph';
import type { PredictionTable } from '../../../../../src-main/engine/families/family';
import { randomStream } from '../../../../../src-main/engine/random/random-stream';
import { CRICKET_SAMPLE, cricketData, readArchive } from '../../../../support/cricket-archive';

let data: CricketData;
beforeAll(async () => {
  data = cricketData(await readArchive(CRICKET_SAMPLE));
});

/** Some logits for a part that favour the true class a little. */
function madeUpLogits(part: 'train' | 'test'): Float32Array {
  const random = randomStream(1, 'logits');
  const { labels } = partSamples(data, part);
  return Float32Array.from(
    { length: labels.length * 7 },
    (_, at) => random.normal() + (labels[Math.floor(at / 7)] === at % 7 ? 1 : 0),
  );
}

describe('softmaxRows', () => {
  it('gives the probabilities of the losses in the reference tables', () => {
    const p = softmaxRows([1, 0.5, -0.2, -1, 0.3, 0, 0.1]);
    const expected = [0.301742, 0.183015, 0.090883, 0.040836, 0.14984, 0.111005, 0.122679];
    p.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6));
  });
});

describe('class weights', () => {
  it('are N / (7 N_c), those of the date split to three digits', () => {
    const counts = [189_427, 172_041, 34_888, 2268, 47_525, 20_409, 27_900];
    const rounded = classWeights(counts, null).map((weight) => Number(weight.toFixed(3)));
    expect(rounded).toEqual([0.373, 0.411, 2.025, 31.145, 1.486, 3.461, 2.532]);
    expect(classWeights(counts, 10)[3]).toBe(10);
    expect(classWeights([3, 0], null)).toEqual([0.5, 1]);
  });

  it('of the prior give every class a share', () => {
    expect(classPrior([2, 0])).toEqual([3 / 4, 1 / 4]);
  });
});

describe('ballMetrics', () => {
  it('agree with a hand count', () => {
    // True: dot, single, four, wicket. Predicted: dot, dot, six, wicket.
    const rows = [
      [0.5, 0.2, 0.1, 0.05, 0.05, 0.05, 0.05],
      [0.4, 0.3, 0.1, 0.05, 0.05, 0.05, 0.05],
      [0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.1],
      [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4],
    ];
    const samples: ScoredSamples = {
      count: 4,
      labels: Uint8Array.of(0, 1, 4, 6),
      probabilities: Float64Array.from(rows.flat()),
      predicted: Uint8Array.of(0, 0, 5, 6),
      decided: Uint8Array.of(0, 1, 4, 6),
      calibratedLosses: Float64Array.of(1, 2, 3, 4),
      clusters: 2,
    };
    const metrics = ballMetrics(samples);
    expect(metrics.n).toBe(4);
    expect(metrics['log_loss']).toBeCloseTo(-Math.log(0.5 * 0.3 * 0.2 * 0.4) / 4, 12);
    expect(metrics['calibrated_log_loss']).toBe(2.5);
    expect(metrics['accuracy']).toBe(0.5);
    expect(metrics['macro_f1']).toBeCloseTo((2 / 3 + 1) / 7, 12);
    expect(metrics['weighted_f1']).toBeCloseTo((2 / 3 + 1) / 4, 12);
    expect(metrics['top_2_accuracy']).toBe(1);
    expect(metrics['wicket_recall']).toBe(1);
    expect(metrics['boundary_precision']).toBe(0);
    // Expected runs 0.2+0.2+0.15+0.2+0.3, 0.3+0.2+0.15+0.2+0.3, 0.1+0.2+0.3+0.8+1.8, 0.1+0.2+0.3+0.4+0.6.
    expect(metrics['expected_runs_error']).toBeCloseTo((1.05 + 0.15 + 0.8 + 1.6) / 4, 12);
    expect(metrics['corrected_macro_f1']).toBeCloseTo(4 / 7, 12);
    expect(metrics['f1_wicket']).toBe(1);
    const none = { ...samples, predicted: Uint8Array.of(0, 0, 0, 0) };
    expect(ballMetrics(none)['boundary_precision']).toBeNull();
  });
});

describe('calibration', () => {
  const prior = [0.38, 0.35, 0.07, 0.01, 0.09, 0.04, 0.06];
  const random = randomStream(7, 'calibration');
  const trueLogits = Float64Array.from({ length: 20_000 * 7 }, (_, at) => Math.log(prior[at % 7]!) + random.normal());
  const truth = softmaxRows(trueLogits);
  const labels = Uint8Array.from({ length: 20_000 }, (_, sample) => {
    let drawn = random.uniform();
    const label = prior.findIndex((_, at) => (drawn -= truth[sample * 7 + at]!) < 0);
    return label < 0 ? 6 : label;
  });

  it('finds the temperature and the prior that outputs were distorted by', () => {
    // A model with balanced weights that is too sure: logits 2 (true - ln prior).
    const distorted = trueLogits.map((logit, at) => 2 * (logit - Math.log(prior[at % 7]!)));
    const calibration = fitCalibration(distorted, labels, prior);
    expect(calibration.temperature).toBeCloseTo(2, 1);
    expect(calibration.priorStrength).toBeCloseTo(1, 1);
    const restored = calibratedProbabilities(distorted, calibration);
    const gap = restored.reduce((sum, p, at) => sum + Math.abs(p - truth[at]!), 0) / restored.length;
    expect(gap).toBeLessThan(0.005);
  });

  it('leaves true probabilities as they are, and decides for rare classes more often', () => {
    const calibration = fitCalibration(trueLogits, labels, prior);
    expect(calibration.temperature).toBeCloseTo(1, 1);
    expect(calibration.priorStrength).toBeCloseTo(0, 1);
    expect(calibration.decisionWeights[0]).toBe(1);
    for (const weight of calibration.decisionWeights.slice(1)) expect(weight).toBeGreaterThan(1);
    const wickets = (decisionWeights: readonly number[]) =>
      decide(truth, { decisionWeights }).filter((decided) => decided === 6).length;
    expect(wickets(calibration.decisionWeights)).toBeGreaterThan(wickets(prior.map(() => 1)));
  });

  it('keeps a constant output as it is: nothing tells its scale', () => {
    const constant = Float64Array.from({ length: 700 }, (_, at) => Math.log(prior[at % 7]!));
    const { temperature, priorStrength } = fitCalibration(constant, labels.subarray(0, 100), prior);
    expect(Number.isFinite(temperature) && Number.isFinite(priorStrength)).toBe(true);
  });
});

describe('the samples of a part', () => {
  it('follow the targets of its graphs', () => {
    const samples = partSamples(data, 'test');
    const [innings, labels]: [number[], number[]] = [[], []];
    for (const position of data.parts.test.innings) {
      const graph = buildInningsGraph(data, position);
      graph.isTarget.forEach((target, delivery) => {
        if (target === 0) return;
        innings.push(position);
        labels.push(graph.labels[delivery]!);
      });
    }
    expect([...samples.innings]).toEqual(innings);
    expect([...samples.labels]).toEqual(labels);
  });
});

describe('the facts and the report of an evaluation', () => {
  it('say what was read and how much of it training has never seen', () => {
    const facts = dataFacts(data, { kind: 'hit' });
    expect(facts).toContainEqual({ group: 'Data', label: 'Deliveries', value: '9,226', state: 'ok' });
    expect(facts.find(({ label }) => label === 'Training')!.value).toMatch(
      /^[\d,]+ balls of 32 matches, 2005-10-21 to 2021-08-20/,
    );
    const scored = scorePart(data, 'test', madeUpLogits('test'), null);
    const { predictions } = evaluatePart(data, 'test', madeUpLogits('test'), null);
    const flags = ['striker_seen', 'non_striker_seen', 'bowler_seen'].map((name) => predictions.columns.indexOf(name));
    const unseen = predictions.rows.filter((row) => flags.some((flag) => row[flag] === 0)).length;
    expect(unseenShare(data, 'test')).toBe(unseen / scored.count);
  });

  it('count every sample once, in the confusion and in the bins', () => {
    const scored = scorePart(data, 'test', madeUpLogits('test'), null);
    const report = ballCalibrationSchema.parse(calibrationSnapshot(scored));
    const total = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0);
    expect(total(report.confusion.flat())).toBe(scored.count);
    expect(report.confusion.map(total)).toEqual(data.parts.test.classCounts);
    for (const bins of [report.reliability, ...report.classReliability])
      expect(total(bins.map(({ count }) => count))).toBe(scored.count);
    const diagonal = total(report.confusion.map((row, at) => row[at]!));
    expect(diagonal / scored.count).toBeCloseTo(ballMetrics(scored)['accuracy']!, 12);
  });
});

describe('stored predictions', () => {
  it('give the metrics and slices again, also when every value comes back from a file as text', () => {
    const calibration = fitCalibration(
      madeUpLogits('train'),
      partSamples(data, 'train').labels,
      classPrior(data.parts.train.classCounts),
    );
    const { metrics, predictions } = evaluatePart(data, 'test', madeUpLogits('test'), calibration);
    const asText: PredictionTable = { ...predictions, rows: predictions.rows.map((row) => row.map(String)) };
    const again = ballMetrics(scoredSamples(asText));
    for (const [id, value] of Object.entries(metrics)) expect(again[id], id).toBeCloseTo(value!, 6);
    expect(predictionSlices(asText)).toEqual(predictionSlices(predictions));
    expect(ballMetrics(scorePart(data, 'test', madeUpLogits('test'), calibration))).toEqual(metrics);
  });

  it('are cut into parts that add up', () => {
    const { predictions } = evaluatePart(data, 'train', madeUpLogits('train'), null);
    const slices = predictionSlices(predictions);
    const sizes = new Map<string, number>();
    for (const { name, metrics } of slices) sizes.set(name, (sizes.get(name) ?? 0) + metrics.n);
    expect([...sizes.keys()]).toEqual(['phase', 'innings', 'chase', 'players', 'year', 'venue']);
    expect([...new Set(sizes.values())]).toEqual([data.parts.train.samples]);
    const valuesOf = (slice: string) => slices.filter(({ name }) => name === slice).map(({ value }) => value);
    expect(valuesOf('phase')).toEqual(['death_1', 'death_2', 'middle_1', 'middle_2', 'powerplay', 'super_over']);
    expect(valuesOf('innings')).toEqual(['1', '2', 'super over']);
    expect(valuesOf('players')).toEqual(['all three seen in training']);
    const test = predictionSlices(evaluatePart(data, 'test', madeUpLogits('test'), null).predictions);
    expect(test.filter(({ name }) => name === 'players').map(({ value }) => value)).toEqual(['at least one unseen']);
  });

  it('know five phases by the real over, and super overs apart', () => {
    const phases = [0, 5, 6, 10, 11, 15, 16, 17, 18, 19].map((over) => reportPhase(over, false));
    expect(phases).toEqual([
      ...['powerplay', 'powerplay', 'middle_1', 'middle_1', 'middle_2', 'middle_2'],
      ...['death_1', 'death_1', 'death_2', 'death_2'],
    ]);
    expect(reportPhase(0, true)).toBe('super_over');
  });
});
