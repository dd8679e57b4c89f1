import { describe, expect, it } from 'vitest';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import type {
  EpochRecord,
  RunFacts,
} from '../../../../../src-main/engine/families/hetero-gnn/diagnostics/epoch-record';
import { baselineFinding, diagnose } from '../../../../../src-main/engine/families/hetero-gnn/diagnostics/rules';
import { deadParameters } from '../../../../../src-main/engine/families/hetero-gnn/diagnostics/run-observer';
import { smoothness } from '../../../../../src-main/engine/families/hetero-gnn/diagnostics/state-similarity';

const FACTS: RunFacts = {
  firstLoss: { expected: 1.9459, of: 'a uniform answer' },
  priorLogLoss: 1.464,
  constantMacroF1: 0.082,
  isWeighted: false,
  clips: true,
};

const METRICS = {
  n: 100,
  clusters: 5,
  log_loss: 1.44,
  macro_f1: 0.15,
  accuracy: 0.43,
  wicket_recall: 0.01,
  f1_three: 0.01,
};

/** An epoch in which nothing is wrong. */
const healthy = (epoch: number, change: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch,
  firstLoss: epoch === 1 ? 1.95 : 1.45,
  trainingLoss: 1.6 - 0.02 * epoch,
  validationLoss: 1.6 - 0.015 * epoch,
  metrics: METRICS,
  largestShare: 0.6,
  gradientNorm: 0.5,
  gradientNormMax: 2,
  clippedShare: 0.1,
  smoothness: 0.6,
  film: { gamma: 0.1, beta: 0.1, spread: 0.05 },
  deadParameters: [],
  seenUnseen: { seen: 0.15, unseen: 0.14 },
  tensors: 12,
  ...change,
});
const run = (epochs: number, change: (epoch: number) => Partial<EpochRecord> = () => ({})) =>
  Array.from({ length: epochs }, (_, index) => healthy(index + 1, change(index + 1)));
const idsOf = (records: readonly EpochRecord[], facts: Partial<RunFacts> = {}) =>
  diagnose(records, { ...FACTS, ...facts }).map(({ id }) => id);
const metrics = (change: object) => ({ metrics: { ...METRICS, ...change } });

describe('diagnostics', () => {
  it('say nothing of a healthy run, after any epoch', () => {
    for (let epochs = 1; epochs <= 12; epochs += 1) expect(idsOf(run(epochs))).toEqual([]);
  });

  it.each<[string, readonly EpochRecord[], Partial<RunFacts>?]>([
    ['first-loss-unexpected', run(1, () => ({ firstLoss: 3.1 }))],
    ['validation-rises-at-once', run(3, (epoch) => ({ validationLoss: 1.4 + 0.05 * epoch }))],
    ['training-loss-flat', run(10, () => ({ trainingLoss: 1.5 }))],
    ['loss-alternates', run(5, (epoch) => ({ trainingLoss: epoch % 2 === 0 ? 1.2 : 1.5 }))],
    [
      'overfitting',
      run(6, (epoch) => ({ trainingLoss: 1.2 - 0.03 * epoch, validationLoss: epoch === 1 ? 1.6 : 1.4 + 0.03 * epoch })),
    ],
    ['underfitting', run(6, () => ({ trainingLoss: 1.44, validationLoss: 1.45 }))],
    ['one-class', run(1, () => ({ largestShare: 0.97 }))],
    ['one-class', run(1, () => metrics({ macro_f1: 0.085 }))],
    ['low-accuracy-by-weights', run(3, () => metrics({ accuracy: 0.21 })), { isWeighted: true }],
    ['wicket-never-found', run(6, () => metrics({ wicket_recall: 0 }))],
    ['three-never-found', run(5, () => metrics({ f1_three: 0 }))],
    ['worse-than-prior', run(1, () => metrics({ log_loss: 1.9 }))],
    ['unseen-players-worse', run(1, () => ({ seenUnseen: { seen: 0.17, unseen: 0.14 } }))],
    ['over-smoothing', run(1, () => ({ smoothness: 0.1 }))],
    ['gradient-vanishes', run(1, () => ({ gradientNorm: 1e-8, gradientNormMax: 1e-7 }))],
    ['gradient-explodes', run(3, (epoch) => ({ gradientNormMax: epoch === 3 ? 80 : 1 }))],
    ['always-clipped', run(1, () => ({ clippedShare: 0.95 }))],
    ['dead-parameters', run(3, (epoch) => ({ deadParameters: epoch === 2 ? ['a', 'b'] : ['a'] }))],
    ['film-unstable', run(1, () => ({ film: { gamma: 1.4, beta: 0.1, spread: 1 } }))],
    ['film-unused', run(5, () => ({ film: { gamma: 0, beta: 0, spread: 0 } }))],
    ['tensors-leak', run(4, (epoch) => ({ tensors: 10 + epoch }))],
  ])('%s is found where it is planted, and nothing else', (id, records, facts = {}) => {
    const found = diagnose(records, { ...FACTS, ...facts });
    expect(found.map((diagnostic) => diagnostic.id)).toContain(id);
    const one = found.find((diagnostic) => diagnostic.id === id)!;
    expect(one.epoch).toBe(records.at(-1)!.epoch);
    for (const text of [one.message, one.cause, one.nextStep]) expect(text.length).toBeGreaterThan(20);
    expect(found.filter((diagnostic) => diagnostic.id !== id && !MAY_COME_ALONG[id]?.includes(diagnostic.id))).toEqual(
      [],
    );
  });

  /** A planted fault may be two faults: a flat loss is flat by both rules. */
  const MAY_COME_ALONG: Readonly<Record<string, readonly string[]>> = {
    'training-loss-flat': ['underfitting'],
    underfitting: ['training-loss-flat'],
  };

  it('are not repeated when a rule speaks of the start', () => {
    expect(idsOf(run(2, () => ({ firstLoss: 3.1 })))).toEqual([]);
    expect(idsOf(run(6, () => metrics({ f1_three: 0 })))).toEqual([]);
  });

  it('a weighted loss explains a low accuracy; without weights it is not explained away', () => {
    expect(
      idsOf(
        run(3, () => metrics({ accuracy: 0.21 })),
        { isWeighted: false },
      ),
    ).toEqual([]);
  });

  it('the last word names the baseline only when the run did not reach it', () => {
    expect(baselineFinding({ logLoss: 1.45, epoch: 3 }, 1.441, 4)?.id).toBe('baseline-not-reached');
    expect(baselineFinding({ logLoss: 1.43, epoch: 3 }, 1.441, 4)).toBeNull();
  });
});

describe('what the rules look at', () => {
  it('smoothness is 0 for equal states, 1 for orthogonal ones, 3/2 for three that point apart', () => {
    expect(smoothness(Float32Array.of(1, 2, 2, 4, 3, 6), 2)).toBeCloseTo(0, 6);
    expect(smoothness(Float32Array.of(1, 0, 0, 5), 2)).toBeCloseTo(1, 6);
    expect(smoothness(Float32Array.of(1, 0, -0.5, Math.sqrt(3) / 2, -0.5, -Math.sqrt(3) / 2), 2)).toBeCloseTo(1.5, 6);
    expect(smoothness(Float32Array.of(1, 2), 2)).toBe(1);
  });

  it('a parameter is dead when none of its gradients moves', () => {
    const spec = { shape: [2], trainable: true, decay: true, block: 'b' };
    const store = new ParameterStore([
      { ...spec, name: 'alive' },
      { ...spec, name: 'dead' },
    ]);
    store.gradient('alive')[1] = 0.1;
    expect(deadParameters(store)).toEqual(['dead']);
  });
});
