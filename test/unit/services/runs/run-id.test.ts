import { describe, expect, it } from 'vitest';
import { runIdSchema } from '#contract/ids';
import { newRunId } from '../../../../src-main/services/runs/run-id';

describe('newRunId', () => {
  it('has the form of the contract, is never given twice, and sorts by time', () => {
    const now = Date.UTC(2026, 10, 21);
    const ids = Array.from({ length: 2000 }, (_, index) => newRunId(now + Math.floor(index / 100)));
    for (const id of ids) expect(runIdSchema.safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
