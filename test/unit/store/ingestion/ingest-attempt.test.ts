import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestAll, ingestStep } from '../../../../src-main/store/ingestion/ingest-attempt';
import { Store } from '../../../../src-main/store/store';
import { asLines, attemptStarted, metricsAt, numbered } from '../../../support/workspace-events';
import { createStoreFixture, type StoreFixture } from '../../../support/workspace-store';

describe('ingestion of an attempt', () => {
  let fixture: StoreFixture;
  beforeEach(() => {
    fixture = createStoreFixture('assay.db');
  });
  afterEach(() => fixture.remove());

  const losses = () =>
    fixture.store.metrics.points(fixture.run, 'train', 'loss').map(({ step, value }) => [step, value]);
  const warnings = () =>
    fixture.store.logs
      .tail(fixture.run, 100)
      .filter(({ level }) => level === 'warning')
      .map(({ message }) => message);

  it('leaves a torn last line until it is complete, and stores every line once', () => {
    const lines = asLines(
      numbered([attemptStarted(), metricsAt(1, 'train', { loss: 3 }), metricsAt(2, 'train', { loss: 2 })]),
    );
    fixture.write(1, lines.slice(0, -20));
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    expect(losses()).toEqual([[10, 3]]);
    appendFileSync(fixture.eventsFile(1), lines.slice(-20));
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    expect(losses()).toEqual([
      [10, 3],
      [20, 2],
    ]);
  });

  it('skips a broken line in the middle with a warning that names it, and loses nothing else', () => {
    const [first, second, third] = numbered([
      attemptStarted(),
      metricsAt(1, 'train', { loss: 3 }),
      metricsAt(2, 'train', { loss: 2 }),
    ]);
    fixture.write(1, `${asLines([first])}{"seq":1,"ti\n${asLines([{ ...second, step: 'ten' }, third])}`);
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    expect(losses()).toEqual([[20, 2]]);
    expect(warnings()).toEqual([
      'Line 2 of the events file was skipped: it is not JSON.',
      expect.stringMatching(/^Line 3 of the events file was skipped: step: /),
    ]);
  });

  it('skips a line that repeats a number', () => {
    const events = numbered([attemptStarted(), metricsAt(1, 'train', { loss: 3 })]);
    fixture.write(1, asLines([...events, events[1]]));
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    expect(losses()).toEqual([[10, 3]]);
    expect(warnings()).toEqual(['Line 3 of the events file was skipped: it repeats number 1.']);
  });

  it('stores rows and offset together: when a row cannot be stored, neither is', () => {
    fixture.write(1, asLines(numbered([attemptStarted(), metricsAt(1, 'train', { loss: 3 })])));
    fixture.store.database.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON metric_values BEGIN SELECT raise(ABORT, 'refused'); END",
    );
    expect(() => ingestStep(fixture.store, fixture.run, 1, fixture.eventsFile(1))).toThrow('refused');
    expect(fixture.store.attempts.state(fixture.run, 1).byteOffset).toBe(0);
    fixture.store.database.exec('DROP TRIGGER refuse');
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    expect(losses()).toEqual([[10, 3]]);
  });

  it('stores rows once when two connections ingest the same lines', () => {
    const epochs = Array.from({ length: 3000 }, (_, index) => metricsAt(index + 1, 'train', { loss: index }));
    fixture.write(1, asLines(numbered([attemptStarted(), ...epochs])));
    const other = Store.open(fixture.store.database.name);
    for (let hasMore = true; hasMore;) {
      const mine = ingestStep(fixture.store, fixture.run, 1, fixture.eventsFile(1));
      const theirs = ingestStep(other, fixture.run, 1, fixture.eventsFile(1));
      hasMore = mine.hasMore || theirs.hasMore;
    }
    other.close();
    expect(losses()).toEqual(epochs.map((_, index) => [10 * (index + 1), index]));
  });

  it('hides what earlier attempts reported after the step that a later one resumed from', () => {
    const until = (last: number, from = 1) =>
      Array.from({ length: last - from + 1 }, (_, index) =>
        metricsAt(from + index, 'train', { loss: 100 * from + index }),
      );
    fixture.ingest(1, [attemptStarted(), ...until(4), { kind: 'diagnostic', diagnostic: diagnosticAt(35) }]);
    fixture.ingest(2, [attemptStarted(20), ...until(5, 3), { kind: 'diagnostic', diagnostic: diagnosticAt(50) }]);
    expect(losses()).toEqual([
      [10, 100],
      [20, 101],
      [30, 300],
      [40, 301],
      [50, 302],
    ]);
    expect(fixture.store.diagnostics.list(fixture.run).map(({ step }) => step)).toEqual([50]);
    fixture.ingest(3, [attemptStarted(null), metricsAt(1, 'train', { loss: 7 })]);
    expect(losses()).toEqual([[10, 7]]);
  });

  it('keeps values that are not finite', () => {
    fixture.write(
      1,
      asLines([
        ...numbered([attemptStarted()]),
        {
          seq: 1,
          time: 2,
          kind: 'metrics',
          split: 'train',
          step: 1,
          epoch: 1,
          values: { a: 'NaN', b: 'Infinity', c: '-Infinity' },
        },
      ]),
    );
    ingestAll(fixture.store, fixture.run, 1, fixture.eventsFile(1));
    const value = (metric: string) => fixture.store.metrics.points(fixture.run, 'train', metric)[0]!.value;
    expect([value('a'), value('b'), value('c')]).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  it('derives the row of the runs table', () => {
    fixture.ingest(1, [
      attemptStarted(),
      metricsAt(1, 'train', { loss: 3 }),
      metricsAt(1, 'validation', { conference_spearman: 0.5, loss: 9 }),
      { kind: 'paused' },
      { kind: 'resumed' },
      {
        kind: 'checkpoint',
        folder: '10-a',
        step: 10,
        epoch: 1,
        roles: ['best-conference_spearman', 'last'],
        bytes: 10,
        metrics: {},
      },
      metricsAt(2, 'validation', { conference_spearman: 0.7, loss: 8 }),
      {
        kind: 'checkpoint',
        folder: '20-b',
        step: 20,
        epoch: 2,
        roles: ['best-conference_spearman', 'last'],
        bytes: 20,
        metrics: {},
      },
      { kind: 'resources', memoryBytes: 5, samplesPerSecond: 6 },
    ]);
    const row = fixture.store.runs.summary(fixture.runId);
    expect(row).toMatchObject({
      status: 'running',
      epoch: 2,
      step: 20,
      totalEpochs: 28,
      totalSteps: 280,
      memoryBytes: 5,
      samplesPerSecond: 6,
      sparkline: [0.5, 0.7],
    });
    expect(row.metrics).toEqual({ validation: { n: 72, clusters: 36, conference_spearman: 0.7, loss: 8 } });
    // Events are a second apart: eight seconds from the first to the last, one of them paused.
    expect(row.durationMs).toBe(7000);
    expect(fixture.store.checkpoints.list(fixture.run).map(({ folder, roles }) => [folder, roles])).toEqual([
      ['10-a', []],
      ['20-b', ['best-conference_spearman', 'last']],
    ]);
  });
});

const diagnosticAt = (step: number) => ({
  id: 'spike',
  severity: 'warning' as const,
  message: '',
  cause: '',
  nextStep: '',
  epoch: null,
  step,
  value: null,
});
