import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparisonRequestSchema, type ComparisonTable } from '#contract/compare';
import { buildComparison } from '../../../../src-main/services/compare/build-comparison';
import { configDifference } from '../../../../src-main/services/compare/config-difference';
import { selectCompared } from '../../../../src-main/services/compare/select-compared';
import { Store } from '../../../../src-main/store/store';
import { storeFinishedRun, storeHandValues } from '../../../support/finished-runs';

describe('a comparison of runs', () => {
  let store: Store;
  beforeEach(() => (store = Store.open(':memory:')));
  afterEach(() => store.close());

  const compare = (change: Parameters<typeof comparisonRequestSchema.parse>[0] = {}) => {
    const request = comparisonRequestSchema.parse({ query: '', ...(change as object) });
    return buildComparison(store, selectCompared(store, request), request);
  };
  const table = (change: object = {}): ComparisonTable => compare(change).table;
  /** The one refused comparison. */
  const refusal = (change: object = {}) => table(change).comparisons[0]!.refusal!;

  it('gives the hand values of three seeds: t 3.434, p 0.0753, exact p 0.25, and says how many seeds it takes', () => {
    storeHandValues(store);
    const [comparison] = table().comparisons;
    expect(comparison).toMatchObject({ aLabel: 'pooling', bLabel: 'base', n: 3, degreesOfFreedom: 2, pExact: 0.25 });
    expect(comparison!.difference).toBeCloseTo(0.013, 10);
    expect(comparison!.sd).toBeCloseTo(0.006557, 6);
    expect(comparison!.t).toBeCloseTo(3.434, 3);
    expect(comparison!.pT).toBeCloseTo(0.07535, 5);
    expect(comparison!.verdict).toBe('cannot-be-shown');
    // 2 / 2^6 = 0.03125 is the first at or below 0.05.
    expect(comparison!.seedsNeeded).toBe(6);
    expect(comparison!.claim).toContain('At least 6 seeds are needed: train 3 more');
  });

  it('plans for a family: eight comparisons take nine seeds, 2 / 2^9 * 8 = 0.03125', () => {
    storeHandValues(store);
    expect(table({ planned: 8 }).comparisons[0]).toMatchObject({ pHolm: 1, seedsNeeded: 9 });
  });

  it('calls it better when the exact test can say so', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      storeFinishedRun(store, seed, { seed, value: 0.7 + seed / 1000, name: 'base' });
      storeFinishedRun(store, seed + 10, { seed, value: 0.75 + seed / 500, name: 'new', model: { dropout: 0.1 } });
    }
    expect(table().comparisons[0]).toMatchObject({ verdict: 'better', pExact: 0.03125, aLabel: 'new' });
    expect(table({ against: 'new' }).comparisons[0]).toMatchObject({ verdict: 'worse', aLabel: 'base' });
  });

  it('describes each group with its worst and best seed, size and mean time; the best mean is marked', () => {
    storeHandValues(store);
    const [base, pooled] = table().groups;
    expect(base).toMatchObject({ label: 'base', isBaseline: true, isBest: false, n: 3, parameters: 100 });
    expect(base!.worst).toMatchObject({ seed: 42, value: 0.7 });
    expect(base!.best).toMatchObject({ seed: 456, value: 0.72 });
    expect(base!.durationMs).toBe(2000);
    expect(pooled!.isBest).toBe(true);
  });

  it('takes one seed for a difference that cannot be shown, not for a fault', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    storeFinishedRun(store, 2, { seed: 1, value: 0.8, model: { dropout: 0.1 } });
    const [comparison] = table().comparisons;
    expect(comparison).toMatchObject({ n: 1, verdict: 'cannot-be-shown', interval: null, pT: null, minimalP: 1 });
    expect(comparison!.difference).toBeCloseTo(0.1, 10);
  });

  it('refuses pairs whose seeds differ, and compares the shared ones when asked to', () => {
    storeHandValues(store);
    storeFinishedRun(store, 9, { seed: 789, value: 0.7, name: 'base' });
    expect(refusal()).toMatchObject({ code: 'E-COMPARE-SEEDS' });
    expect(refusal().message).toContain('only base has 789');
    expect(refusal().nextStep).toContain('--shared-seeds: 42, 123, 456');
    expect(table({ seeds: 'shared' }).comparisons[0]!.n).toBe(3);
  });

  it('refuses groups that share no seed, also when shared seeds were asked for', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    storeFinishedRun(store, 2, { seed: 2, value: 0.8, model: { dropout: 0.1 } });
    expect(refusal({ seeds: 'shared' }).nextStep).toContain('They share no seed');
  });

  it('refuses identical runs', () => {
    for (const seed of [1, 2]) {
      storeFinishedRun(store, seed, { seed, value: 0.7 + seed });
      storeFinishedRun(store, seed + 10, { seed, value: 0.7 + seed, model: { dropout: 0.1 } });
    }
    expect(refusal()).toMatchObject({ code: 'E-COMPARE-IDENTICAL' });
    expect(refusal().nextStep).toContain('differ in a key that is used');
  });

  it('refuses a group with a diverged seed by name, and does not drop it from the count in silence', () => {
    storeHandValues(store);
    const id = storeFinishedRun(store, 9, { seed: 7, value: null, status: 'diverged', name: 'base' });
    expect(refusal()).toMatchObject({ code: 'E-COMPARE-NOT-FINITE' });
    expect(refusal().message).toContain(`seed 7 of base (${id})`);
    expect(table().groups[0]!.excluded).toMatchObject([{ runId: id, seed: 7, status: 'diverged' }]);
  });

  it('refuses a group in which a run lacks the metric', () => {
    storeHandValues(store);
    const id = storeFinishedRun(store, 9, { seed: 7, name: 'base' });
    expect(refusal()).toMatchObject({ code: 'E-COMPARE-METRIC-MISSING' });
    expect(refusal().message).toContain(`${id} of base has no conference_spearman`);
  });

  it('names the nearest metric when no run has the one asked for', () => {
    storeHandValues(store);
    expect(() => table({ metric: 'conference_spearmann' })).toThrow(/no compared run has the metric/i);
    expect(table({ metric: 'conference_spearman' }).split).toBe('validation');
  });

  it('refuses other data, another split, and other sample counts as not comparable', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7, fingerprint: 'aaaaaaaa' });
    storeFinishedRun(store, 2, { seed: 1, value: 0.8, fingerprint: 'bbbbbbbb', model: { dropout: 0.1 } });
    expect(() => table()).toThrow('its fingerprint was aaaaaaaa');
    store.runs.update(2, { trashedAt: 1 });
    storeFinishedRun(store, 3, {
      seed: 1,
      value: 0.8,
      fingerprint: 'aaaaaaaa',
      data: { validation_seasons: ['2020-21'] },
    });
    expect(() => table()).toThrow('data.validation_seasons is');
    store.runs.update(3, { trashedAt: 1 });
    storeFinishedRun(store, 4, { seed: 1, value: 0.8, fingerprint: 'aaaaaaaa', samples: 10, model: { dropout: 0.1 } });
    expect(() => table()).toThrow('72 samples in 36 clusters');
  });

  it('lets training data differ: that is a variant', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    storeFinishedRun(store, 2, { seed: 1, value: 0.8, data: { train_seasons: ['2020-21', '2021-22'] } });
    expect(table().comparisons[0]!.refusal).toBeNull();
  });

  it('counts the newest run of a seed that was trained twice, and says so', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    storeFinishedRun(store, 2, { seed: 1, value: 0.9 });
    const { groups, notes } = table();
    expect(groups[0]!.values).toMatchObject([{ seed: 1, value: 0.9 }]);
    expect(notes.join(' ')).toContain('the newest run counts, not r-0000000001');
  });

  it('reads the best and the last logged value instead of the shipped one', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    const key = store.runs.keyOf('r-0000000001');
    store.attempts.add(key, 1);
    const series = store.metrics.seriesId('validation', 'conference_spearman');
    [0.5, 0.9, 0.6].forEach((value, index) => store.metrics.insert(key, series, 1, index, index, index + 1, value));
    const valueAt = (checkpoint: string) => table({ checkpoint }).groups[0]!.mean;
    expect([valueAt('shipped'), valueAt('best'), valueAt('last')]).toEqual([0.7, 0.9, 0.6]);
  });

  it('finds no run and no baseline with words', () => {
    expect(() => table()).toThrow('No run fits');
    storeHandValues(store);
    expect(() => table({ against: 'nobody' })).toThrow('none of the compared groups');
    storeFinishedRun(store, 9, { seed: 1, value: 0.7, name: 'base', model: { epochs: 9 } });
    expect(() => table({ against: 'base', seeds: 'shared' })).toThrow('2 groups are called base');
  });

  it('tells groups of one name apart by the keys that differ, and shows only differing keys', () => {
    storeFinishedRun(store, 1, { seed: 1, value: 0.7 });
    storeFinishedRun(store, 2, { seed: 1, value: 0.8, model: { dropout: 0.1 } });
    const built = compare();
    expect(built.table.groups.map(({ label }) => label)).toEqual(['Example (dropout 0.2)', 'Example (dropout 0.1)']);
    expect(configDifference(built.groups, built.baseline).rows).toEqual([
      {
        path: 'model_a.dropout',
        baseline: '0.2',
        values: [
          { value: '0.2', isDifferent: false },
          { value: '0.1', isDifferent: true },
        ],
      },
    ]);
  });
});
