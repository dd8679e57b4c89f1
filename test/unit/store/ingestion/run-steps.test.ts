import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunEventBody } from '#contract/events';
import { attemptStarted } from '../../../support/workspace-events';
import { createStoreFixture, type StoreFixture } from '../../../support/workspace-store';

const step = (name: string, change: Partial<Extract<RunEventBody, { kind: 'step' }>> = {}): RunEventBody => ({
  kind: 'step',
  name,
  state: 'started',
  exitCode: null,
  durationMs: null,
  cached: false,
  ...change,
});
const finished = { state: 'finished', exitCode: 0, durationMs: 1200.5 } as const;

let fixture: StoreFixture;
beforeEach(() => {
  fixture = createStoreFixture();
});
afterEach(() => fixture.remove());

it('shows each step once, in the order in which they began, as its last event said', () => {
  fixture.ingest(1, [step('Model A'), attemptStarted(), step('Model A', finished), step('Stacking')]);
  expect(fixture.store.runSteps.list(fixture.run)).toEqual([
    {
      name: 'Model A',
      state: 'finished',
      exitCode: 0,
      durationMs: 1200.5,
      cached: false,
      startedAt: 1_700_000_000_000,
    },
    {
      name: 'Stacking',
      state: 'started',
      exitCode: null,
      durationMs: null,
      cached: false,
      startedAt: 1_700_000_003_000,
    },
  ]);
});

it('shows the steps of the newest attempt: those it read back are cached', () => {
  fixture.ingest(1, [step('Model A'), step('Model A', finished), step('Model B')]);
  fixture.ingest(2, [step('Model A'), step('Model A', { ...finished, cached: true })]);
  expect(fixture.store.runSteps.list(fixture.run).map(({ name, cached }) => [name, cached])).toEqual([
    ['Model A', true],
  ]);
});
