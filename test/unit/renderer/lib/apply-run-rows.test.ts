import { expect, it } from 'vitest';
import { applyRunRows } from '../../../../src-renderer/lib/apply-run-rows';
import { runRow } from '../../../support/renderer/run-row';

const first = runRow({ runId: 'r-0000000001', epoch: 1 });
const second = runRow({ runId: 'r-0000000002', epoch: 1 });

it('replaces the changed row in its place and leaves the others as they were', () => {
  const { rows, hasUnknown } = applyRunRows([first, second], [{ ...second, epoch: 7 }]);
  expect(rows.map(({ epoch }) => epoch)).toEqual([1, 7]);
  expect(rows[0]).toBe(first);
  expect(hasUnknown).toBe(false);
});

it('reports a row that the list does not hold instead of guessing its place', () => {
  const { rows, hasUnknown } = applyRunRows([first], [second]);
  expect(rows).toEqual([first]);
  expect(hasUnknown).toBe(true);
});
