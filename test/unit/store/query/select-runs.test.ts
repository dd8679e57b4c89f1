import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runSummarySchema } from '#contract/runs';
import { selectRuns } from '../../../../src-main/store/query/select-runs';
import { Store } from '../../../../src-main/store/store';
import { exampleExperiment, exampleRunConfig } from '../../../support/workspace-run-config';

describe('selectRuns', () => {
  const store = Store.open(':memory:');
  const scores = [0.5, 0.9, null, 0.7];
  beforeAll(() => {
    const series = store.metrics.seriesId('validation', 'conference_spearman');
    scores.forEach((score, n) => {
      const config = exampleExperiment({ name: `Run ${'ABCD'[n]}`, model_a: { epochs: 10 * (n + 1) } });
      const key = store.runs.insert({
        config: exampleRunConfig(n, { config, name: config.name, seed: n }),
        groupKey: 'g',
        status: n === 3 ? 'failed' : 'done',
        supervisor: null,
      });
      if (score !== null) store.metrics.setLatest(key, series, score);
    });
    store.runs.update(store.runs.keyOf('r-0000000003'), { trashedAt: 5 });
  });
  afterAll(() => store.close());

  const seeds = (query: string, includeTrash = true) =>
    selectRuns(store, query, { includeTrash }).rows.map(({ seed }) => seed);

  it('returns rows that the contract accepts, which nobody parses again on the way to the window', () => {
    const { rows } = selectRuns(store, '', { includeTrash: true });
    expect(z.array(runSummarySchema).parse(rows)).toEqual(rows);
  });

  it.each([
    ['', [3, 2, 1, 0]],
    ['order by created', [0, 1, 2, 3]],
    ['validation.conference_spearman > 0.6', [3, 1]],
    ['order by -validation.conference_spearman', [1, 3, 0, 2]],
    ['order by validation.conference_spearman', [0, 3, 1, 2]],
    ['not validation.conference_spearman > 0.6', [2, 0]],
    ['validation.conference_spearman != 0.5', [3, 2, 1]],
    ['model_a.epochs >= 20 and status = done', [2, 1]],
    ['model_a.epochs in (10, 40)', [3, 0]],
    ['status not in (failed)', [2, 1, 0]],
    ['name ~ "run b" or seed = 0', [1, 0]],
    ['name !~ b', [3, 2, 0]],
    ['training.optimizer.kind = adam', [3, 2, 1, 0]],
    ['model_a.stat_dim = null and seed < 1', [0]],
    ['order by -seed limit 2', [3, 2]],
  ])('finds %s', (query, expected) => {
    expect(seeds(query)).toEqual(expected);
  });

  it('leaves the trash out unless it is asked for, and counts before the limit', () => {
    expect(seeds('', false)).toEqual([2, 1, 0]);
    expect(selectRuns(store, 'limit 1', { includeTrash: false })).toMatchObject({ total: 3, rows: [{ seed: 2 }] });
  });

  it('takes order and limit from outside when the query has none', () => {
    expect(
      selectRuns(store, '', { includeTrash: true, sort: '-validation.conference_spearman', limit: 2 }).rows.map(
        ({ seed }) => seed,
      ),
    ).toEqual([1, 3]);
  });

  it('names the nearest column for one that no run has', () => {
    expect(() => seeds('model_a.epoch > 3')).toThrow(
      expect.objectContaining({ code: 'E-QUERY-FIELD', nextStep: 'Use model_a.epochs.' }),
    );
    expect(() => seeds('seed = 1 and validation.conference_sperman > 0')).toThrow(
      expect.objectContaining({
        message: 'No run has validation.conference_sperman (character 14 of the query).',
        nextStep: 'Use validation.conference_spearman.',
      }),
    );
  });

  it.each(['status > 3', 'seed > many', 'seed = many', 'seed ~ 4'])('refuses %s', (query) => {
    expect(() => seeds(query)).toThrow(expect.objectContaining({ code: 'E-QUERY-TYPE' }));
  });

  it('takes values as values, whatever they look like', () => {
    expect(seeds(`name = "x' OR 1=1 --"`)).toEqual([]);
  });
});
