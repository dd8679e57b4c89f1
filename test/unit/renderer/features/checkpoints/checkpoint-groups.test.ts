import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '#contract/run-detail';
import {
  bestInGroup,
  groupCheckpoints,
  keptReason,
  metricColumns,
  roleWords,
} from '../../../../../src-renderer/features/checkpoints/checkpoint-groups';
import { runRow } from '../../../../support/renderer/run-row';

const RUN_ID = 'r-0000000001';
const checkpoint = (role: string, step: number, metrics: Checkpoint['metrics'] = {}): Checkpoint => ({
  runId: RUN_ID,
  folder: `step-${step}`,
  ids: [`${RUN_ID}:${role}`],
  roles: [role],
  step,
  epoch: step,
  bytes: 10,
  metrics,
  createdAt: 0,
});
const best = {
  metric: 'conference_spearman',
  split: 'validation' as const,
  value: 0.84,
  epoch: 8,
  checkpointId: `${RUN_ID}:best-conference_spearman`,
};
const run = runRow({ runId: RUN_ID, status: 'done', best });
const shipped = checkpoint('best-conference_spearman', 8, {
  'validation.conference_spearman': 0.84,
  'holdout.loss': 41.2,
});
const bestLoss = checkpoint('best-loss', 6, { 'validation.conference_spearman': 0.83, 'holdout.loss': 41 });
const last = checkpoint('last', 28, { 'validation.conference_spearman': 'NaN', 'holdout.loss': 42 });

describe('groupCheckpoints', () => {
  it('puts the shipped one first and the last one at the end, and adds up the bytes', () => {
    const [group] = groupCheckpoints([last, bestLoss, shipped], [run]);
    expect(group!.checkpoints).toEqual([shipped, bestLoss, last]);
    expect(group!.bytes).toBe(30);
    expect(group!.run).toBe(run);
  });
});

describe('keptReason', () => {
  it('says why each is on the disk', () => {
    expect(keptReason(shipped, run).kind).toBe('ships');
    expect(keptReason(bestLoss, run).kind).toBe('best');
    expect(keptReason(last, run).kind).toBe('end');
    expect(keptReason(last, { ...run, status: 'stopped' }).kind).toBe('resume');
    expect(keptReason(last, { ...run, status: 'running' }).words).toBe('resume point, live run');
  });
});

it('shows the monitored metric first', () => {
  const columns = metricColumns([bestLoss, shipped], [run], 2);
  expect(columns.map(({ key }) => key)).toEqual(['validation.conference_spearman', 'holdout.loss']);
});

it('marks the largest Spearman and the smallest loss, and never a value that is not finite', () => {
  const [group] = groupCheckpoints([shipped, bestLoss, last], [run]);
  const [spearman, loss] = metricColumns([shipped], [run], 2);
  expect([...bestInGroup(group!, spearman!)]).toEqual([shipped]);
  expect([...bestInGroup(group!, loss!)]).toEqual([bestLoss]);
});

it('says roles in words', () => {
  expect(roleWords(['best-conference_spearman', 'last'])).toBe('best conference Spearman, last');
  expect(roleWords(['best-ndcg_10'])).toBe('best NDCG at 10');
});
