import { expect, it } from 'vitest';
import { runEnding } from '../../../../src-renderer/lib/run-ending';
import { runRow } from '../../../support/renderer/run-row';

it('speaks once, when a live run ended', () => {
  const done = runRow({ status: 'done', epoch: 28, durationMs: 58_000 });
  expect(runEnding('running', done)).toEqual({
    tone: 'ok',
    title: 'ranker, seed 42 is done',
    detail: '28 of 28 epochs in 58 s',
  });
  expect(runEnding('done', done)).toBeNull();
  expect(runEnding(undefined, done)).toBeNull();
});

it('says why a run failed', () => {
  const error = { code: 'E-DATA-COLUMN', message: 'Column MIN is missing in games.csv.', nextStep: '', details: {} };
  expect(runEnding('running', runRow({ status: 'failed', error }))).toMatchObject({
    tone: 'bad',
    detail: error.message,
  });
});

it('is silent while the run goes on', () => {
  expect(runEnding('running', runRow({ status: 'paused' }))).toBeNull();
});
