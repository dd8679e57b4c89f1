import { expect, it } from 'vitest';
import { trackRunStates } from '../../../../src-renderer/lib/run-changes';
import { runRow } from '../../../support/renderer/run-row';

it('tells a run that ended, came or went from one that only trained on', () => {
  const hasMoved = trackRunStates();
  const running = runRow({ status: 'running', step: 1 });
  expect(hasMoved([running])).toBe(true);
  const further = { ...running, step: 2 };
  expect(hasMoved([further])).toBe(false);
  expect(hasMoved([{ ...running, status: 'done' }])).toBe(true);
  expect(hasMoved([{ ...running, status: 'done', trashedAt: 7 }])).toBe(true);
  expect(hasMoved([{ ...running, status: 'done', trashedAt: 7 }])).toBe(false);
});
