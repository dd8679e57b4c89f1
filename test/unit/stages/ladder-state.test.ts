import { beforeEach, describe, expect, it } from 'vitest';
import type { Criterion, Ladder } from '#contract/config/ladder';
import type { StoredDecision } from '#contract/stages';
import { ladderStages, planLadder } from '../../../src-main/stages/ladder-state';
import { nextWork } from '../../../src-main/stages/next-work';
import type { StudyFacts } from '../../../src-main/stages/evidence';
import { exampleLadder, WrittenEvidence } from '../../support/ladder-evidence';
import { exampleRunId } from '../../support/workspace-run-config';

const NEVER = { failed: () => false, tried: () => false };
const DECIDED: StoredDecision = {
  by: 'rule',
  choose: 'base',
  because: 'It learns.',
  note: '',
  numbers: [],
  settings: [],
  evidence: [],
  wrote: 'configs/experiments/example-first.yaml',
  decidedAt: 1,
};

/** A ladder of one stage with one item. */
const asking = (evidence: Criterion, stage: object = {}): Ladder =>
  exampleLadder({
    stages: [
      {
        id: 'first',
        name: 'First',
        variants: { base: { label: 'base' }, pooling: { label: 'pooling', settings: { 'model_a.dropout': 0.4 } } },
        items: [{ id: 'item', question: 'Is it so?', evidence }],
        ...stage,
      },
    ],
  });

describe('an item of a ladder', () => {
  let evidence: WrittenEvidence;
  beforeEach(() => (evidence = new WrittenEvidence()));

  const itemOf = (ladder: Ladder) => ladderStages(ladder, evidence, WrittenEvidence.keyOf)[0]!.items[0]!;
  const cellOf = (ladder: Ladder, id: string) => planLadder(ladder, evidence)[0]!.variants.get(id)!;
  /** Runs of all three seeds. */
  const train = (ladder: Ladder, id: string, values: readonly (number | null)[], change: object = {}) =>
    values.map((value, index) => evidence.add(cellOf(ladder, id), index + 1, value, change));

  const finished: Criterion = { kind: 'runs-finished', of: ['base'], seeds: null };

  it('is open until every seed has run, then met by these runs', () => {
    const ladder = asking(finished);
    const ids = train(ladder, 'base', [0.7, 0.7]);
    expect(itemOf(ladder)).toMatchObject({ state: 'open', isAnswered: false, progress: { done: 2, total: 3 } });
    ids.push(evidence.add(cellOf(ladder, 'base'), 3, 0.7));
    expect(itemOf(ladder)).toMatchObject({ state: 'met', evidence: ids });
  });

  it('turns back when its evidence is deleted, and names the runs', () => {
    const ladder = asking(finished);
    const ids = train(ladder, 'base', [0.7, 0.7, 0.7]);
    evidence.memory.set('first/item', ids);
    evidence.remove(ids[1]!);
    const item = itemOf(ladder);
    expect(item).toMatchObject({ state: 'superseded', lost: [ids[1]] });
    expect(item.because).toContain(`Was met by ${ids[1]}`);
  });

  it('turns back when the stage asks for another configuration than the runs have', () => {
    const before = asking(finished);
    evidence.memory.set('first/item', train(before, 'base', [0.7, 0.7, 0.7]));
    const after = { ...before, settings: { 'model_a.epochs': 9 } };
    expect(itemOf(after).state).toBe('superseded');
    expect(itemOf(after).lost).toHaveLength(3);
  });

  it('can be overruled with a note, which ends when it is met by itself', () => {
    const ladder = asking(finished);
    evidence.notes.set('first/item', { note: 'Seen on the other machine.', at: 5 });
    expect(itemOf(ladder)).toMatchObject({ state: 'overruled', because: 'Seen on the other machine.' });
    train(ladder, 'base', [0.7, 0.7, 0.7]);
    expect(itemOf(ladder).state).toBe('met');
  });

  it('of a failed run stays open and says so', () => {
    const ladder = asking(finished);
    train(ladder, 'base', [0.7, 0.7]);
    evidence.add(cellOf(ladder, 'base'), 3, null, { status: 'failed' });
    expect(itemOf(ladder).finding).toBe('2 of 3 runs done, 1 failed run');
  });

  it('answers with no when a metric does not reach its threshold', () => {
    const metric = 'validation.conference_spearman';
    const least = asking({ kind: 'metric', variant: 'base', metric, statistic: 'mean', at_least: 0.8, at_most: null });
    train(least, 'base', [0.7, 0.8, 0.75]);
    expect(itemOf(least)).toMatchObject({ state: 'open', isAnswered: true });
    expect(itemOf(least).finding).toContain('mean validation.conference_spearman 0.75 of 3 seeds is not at least 0.8');
    const best = asking({ kind: 'metric', variant: 'base', metric, statistic: 'best', at_least: 0.8, at_most: null });
    expect(itemOf(best).state).toBe('met');
  });

  it('does not take a diverged run for a value', () => {
    const metric = 'validation.conference_spearman';
    const ladder = asking({ kind: 'metric', variant: 'base', metric, statistic: 'best', at_least: 0, at_most: null });
    train(ladder, 'base', [0.7, 0.7]);
    evidence.add(cellOf(ladder, 'base'), 3, 0.9, { status: 'diverged' });
    expect(itemOf(ladder).finding).toContain('not a finite number for 1 seed');
  });

  it('asks whether a curve improves on every seed', () => {
    const ladder = asking({ kind: 'improves', variant: 'base', metric: 'train.loss' });
    const ids = train(ladder, 'base', [0.7, 0.7, 0.7]);
    ids.forEach((id) => evidence.curves.set(id, [2, 1, 1.5]));
    expect(itemOf(ladder).state).toBe('met');
    evidence.curves.set(ids[2]!, [2, 3, 4]);
    expect(itemOf(ladder)).toMatchObject({ state: 'open', isAnswered: true });
    evidence.curves.set(ids[2]!, [2]);
    expect(itemOf(ladder).finding).toContain('fewer than two values');
  });

  it('asks that no run has a diagnostic', () => {
    const ladder = asking({ kind: 'no-diagnostic', of: ['base'], ids: ['act-noeffect'] });
    const [first] = train(ladder, 'base', [0.7, 0.7, 0.7]);
    expect(itemOf(ladder).state).toBe('met');
    const about = { severity: 'warning', cause: '', nextStep: '', epoch: 1, step: 1, value: null } as const;
    evidence.found.set(first!, [{ ...about, id: 'act-noeffect', message: 'Actions have no effect.' }]);
    expect(itemOf(ladder)).toMatchObject({ state: 'open', finding: `${first}: Actions have no effect.` });
  });

  it('asks for enough runs of a query', () => {
    const ladder = asking({ kind: 'query', query: 'status = done', at_least: 3 });
    train(ladder, 'base', [0.7, 0.7]);
    expect(itemOf(ladder).state).toBe('open');
    evidence.add(cellOf(ladder, 'pooling'), 1, 0.7);
    expect(itemOf(ladder).state).toBe('met');
  });

  it('asks that pairs were compared, and says why identical ones cannot be', () => {
    const ladder = asking({ kind: 'compared', pairs: [['pooling', 'base']] });
    train(ladder, 'base', [0.7, 0.7, 0.7]);
    const pooled = train(ladder, 'pooling', [0.7, 0.7, 0.7]);
    expect(itemOf(ladder).finding).toContain('cannot be compared');
    evidence.remove(pooled[0]!);
    evidence.add(cellOf(ladder, 'pooling'), 1, 0.8);
    expect(itemOf(ladder)).toMatchObject({ state: 'met', finding: '1 comparison over 3 paired seeds' });
  });

  it('asks for stored predictions with a slice', () => {
    const ladder = asking({ kind: 'sliced', of: ['base'], slice: 'phase' });
    const ids = train(ladder, 'base', [0.7, 0.7, 0.7]);
    ids.slice(1).forEach((id) => evidence.slices.set(`${id} phase=early`, 0.5));
    expect(itemOf(ladder).finding).toContain(`predictions of ${ids[0]} cannot be cut by phase`);
    evidence.slices.set(`${ids[0]} phase=early`, 0.5);
    expect(itemOf(ladder).state).toBe('met');
  });

  const baselines = (value: number) => ({
    greedy: { validation: { n: 72, clusters: 36, conference_spearman: value } },
  });

  it('asks for baselines, and to beat one with the whole interval', () => {
    const stored = asking({ kind: 'baselines', variant: 'base', ids: ['greedy', 'idle'] });
    const metric = 'validation.conference_spearman';
    const interval = asking({ kind: 'beats-baseline', variant: 'base', baseline: 'greedy', metric, by: 'interval' });
    const mean = asking({ kind: 'beats-baseline', variant: 'base', baseline: 'greedy', metric, by: 'mean' });
    train(stored, 'base', [0.6, 0.9, 0.9], { baselines: baselines(0.65) });
    expect(itemOf(stored).finding).toBe('no results of idle');
    // Mean gain 0.15, but the interval over three seeds reaches below zero.
    expect(itemOf(mean).state).toBe('met');
    expect(itemOf(interval)).toMatchObject({ state: 'open', isAnswered: true });
  });

  it('is met by one of several', () => {
    const metric = 'validation.conference_spearman';
    const ladder = asking({
      kind: 'any-of',
      criteria: [
        { kind: 'beats-baseline', variant: 'base', baseline: 'greedy', metric, by: 'interval' },
        { kind: 'metric', variant: 'base', metric, statistic: 'mean', at_least: 0.7, at_most: null },
      ],
    });
    train(ladder, 'base', [0.6, 0.9, 0.9], { baselines: baselines(0.65) });
    expect(itemOf(ladder).state).toBe('met');
  });

  it('counts parameters exactly', () => {
    const ladder = asking({ kind: 'parameters', variant: 'base', total: 6_763_387 });
    train(ladder, 'base', [0.7]);
    expect(itemOf(ladder).state).toBe('met');
    expect(itemOf(asking({ kind: 'parameters', variant: 'base', total: 517_982 })).finding).toContain('not 517,982');
  });

  it('believes an export while its files are there, and an evaluation that gives the same bits', () => {
    const exported = asking({ kind: 'exported', variant: 'base', formats: ['onnx'] });
    const metric = 'validation.conference_spearman';
    const again = asking({ kind: 'reproduced', variant: 'base', metric });
    const [runId] = train(exported, 'base', [0.7, 0.7, 0.7]);
    const made = { runId: runId!, checkpoint: `${runId}:last`, createdAt: 1 };
    evidence.made.push(
      { ...made, kind: 'export', formats: ['onnx'], files: ['exports/a.onnx'], maxAbsoluteError: 0 },
      { ...made, kind: 'evaluation', metric, stored: 0.7, measured: 0.7 + 1e-16 },
    );
    expect(itemOf(exported).finding).toContain('exports/a.onnx has gone');
    evidence.files.add('exports/a.onnx');
    expect(itemOf(exported).state).toBe('met');
    expect(itemOf(again).state).toBe('open');
    evidence.made.push({ ...made, kind: 'evaluation', metric, stored: 0.7, measured: 0.7 });
    expect(itemOf(again).state).toBe('met');
  });
});

describe('a decision of a ladder', () => {
  let evidence: WrittenEvidence;
  beforeEach(() => (evidence = new WrittenEvidence()));
  const ladder = asking(
    { kind: 'decided' },
    {
      decision: {
        question: 'Which one?',
        rules: [
          { when: 'pooling > base', choose: 'pooling', because: 'Better.' },
          { when: 'base >= 0.9', choose: 'base', because: 'Good enough.' },
        ],
        otherwise: { choose: 'base', because: 'Not told apart.' },
      },
    },
  );
  const stage = (given: Ladder = ladder) => ladderStages(given, evidence, WrittenEvidence.keyOf)[0]!;
  const train = (id: string, values: readonly number[]) =>
    values.map((value, index) => evidence.add(planLadder(ladder, evidence)[0]!.variants.get(id)!, index + 1, value));

  it('waits for its runs, then follows the first rule that holds', () => {
    train('base', [0.7, 0.71, 0.72]);
    expect(stage().decision).toMatchObject({ state: 'waiting', because: '3 of 6 runs done' });
    train('pooling', [0.712, 0.73, 0.727]);
    expect(stage().decision).toMatchObject({ state: 'open', proposal: { by: 'rule', choose: 'pooling' } });
    expect(stage().decision!.proposal!.settings).toMatchObject([{ path: 'model_a.dropout', value: 0.4 }]);
    expect(stage().decision!.proposal!.settings[0]!.from).toContain('pooling: validation.conference_spearman 0.7230');
  });

  it('offers what the ladder names when no rule holds, or asks a person', () => {
    train('base', [0.7, 0.71, 0.72]);
    train('pooling', [0.69, 0.72, 0.72]);
    expect(stage().decision!.proposal).toMatchObject({ by: 'fallback', choose: 'base', because: 'Not told apart.' });
    const asks = structuredClone(ladder);
    asks.stages[0]!.decision!.otherwise = null;
    expect(stage(asks).decision!.proposal).toMatchObject({ by: 'ask', choose: null });
  });

  const decide = (choose: string, by: StoredDecision['by'] = 'rule') => {
    const { proposal } = stage().decision!;
    evidence.files.add(DECIDED.wrote);
    evidence.decisions.set('first', {
      ...DECIDED,
      by,
      choose,
      settings: proposal!.settings,
      evidence: proposal!.evidence,
    });
  };

  it('is taken until its evidence goes, its file goes, or the rules say something else', () => {
    train('base', [0.7, 0.71, 0.72]);
    const pooled = train('pooling', [0.712, 0.73, 0.727]);
    decide('pooling');
    expect(stage().decision!.state).toBe('taken');
    expect(stage().items[0]!.state).toBe('met');
    evidence.files.clear();
    expect(stage().decision!.because).toContain('has gone');
    evidence.files.add(DECIDED.wrote);
    evidence.remove(pooled[0]!);
    expect(stage()).toMatchObject({ state: 'evidence-lost', decision: { state: 'superseded' } });
    expect(stage().decision!.because).toContain(pooled[0]);
  });

  it('by a person stands whatever the rules say', () => {
    train('base', [0.7, 0.71, 0.72]);
    train('pooling', [0.712, 0.73, 0.727]);
    decide('base', 'person');
    expect(stage().decision!.state).toBe('overruled');
  });

  it('carries on the best value of each tuned key, one axis after the other', () => {
    const tuned = asking(
      { kind: 'runs-finished', of: 'tuning', seeds: null },
      {
        tune: {
          variant: 'base',
          axes: [
            { key: 'model_a.epochs', values: [5, 10] },
            { key: 'model_a.dropout', values: [0.1, 0.2] },
          ],
        },
        decision: { question: 'Go on?', rules: [{ when: 'base >= 0', choose: 'base', because: 'Yes.' }] },
      },
    );
    const tuning = () => planLadder(tuned, evidence)[0]!.tuning!;
    expect(tuning().axes.map(({ isWaiting }) => isWaiting)).toEqual([false, true]);
    tuning().axes[0]!.values.forEach(({ cell }, index) => evidence.add(cell!, 1, 0.7 + index / 100));
    expect(tuning().carried).toEqual({ 'model_a.epochs': 10 });
    const second = tuning().axes[1]!.values.map(({ cell }) => cell!);
    expect(second[0]!.settings).toEqual({ 'model_a.epochs': 10, 'model_a.dropout': 0.1 });
    evidence.add(second[0]!, 1, 0.9);
    // A diverged value cannot win.
    evidence.add(second[1]!, 1, null, { status: 'diverged' });
    expect(tuning()).toMatchObject({ isComplete: true, carried: { 'model_a.epochs': 10, 'model_a.dropout': 0.1 } });
  });

  it('asks for missing and failed runs, waits for running ones, and goes on to the decision', () => {
    const work = () => nextWork(ladder, evidence, null, NEVER);
    train('base', [0.7, 0.71, 0.72]);
    const cell = planLadder(ladder, evidence)[0]!.variants.get('pooling')!;
    const failed = evidence.add(cell, 1, null, { status: 'failed' });
    const running = evidence.add(cell, 2, null, { status: 'running' });
    expect(work()).toMatchObject({ kind: 'runs', missing: [{ seeds: [1, 3] }], waiting: [running] });
    evidence.remove(failed);
    evidence.remove(running);
    train('pooling', [0.712, 0.73, 0.727]);
    expect(work().kind).toBe('decide');
    decide('pooling');
    expect(work().kind).toBe('nothing');
  });
});

describe('a stage with a study', () => {
  const STUDY: StudyFacts = {
    studyId: 's-2myn000001',
    status: 'done',
    metric: 'validation.conference_spearman',
    ended: 4,
    total: 4,
    runIds: [exampleRunId(91), exampleRunId(92)],
    best: { runId: exampleRunId(92), objective: 0.75, parameters: { 'model_a.dropout': 0.3, 'model_a.epochs': 10 } },
  };
  const ladder = asking(
    { kind: 'runs-finished', of: 'tuning', seeds: null },
    {
      variants: { base: { label: 'base', settings: { 'model_a.dropout': 0.2 } } },
      study: 'ranker-tpe',
      decision: { question: 'Go on?', rules: [{ when: 'base >= 0', choose: null, because: 'Yes.' }] },
    },
  );
  let evidence: WrittenEvidence;
  beforeEach(() => {
    evidence = new WrittenEvidence();
    const base = planLadder(ladder, evidence)[0]!.variants.get('base')!;
    [1, 2, 3].forEach((seed) => evidence.add(base, seed, 0.7));
  });
  const stage = () => ladderStages(ladder, evidence, WrittenEvidence.keyOf)[0]!;
  const work = () => nextWork(ladder, evidence, null, NEVER);

  it('runs it before it is decided, and counts it as tuning', () => {
    expect(work()).toMatchObject({ kind: 'study', study: 'ranker-tpe', base: 'sample', studyId: null });
    expect(stage().items[0]).toMatchObject({ state: 'open', finding: 'the study ranker-tpe has not begun' });
    expect(stage().decision).toMatchObject({ state: 'waiting' });
    evidence.studied = STUDY;
    expect(work().kind).toBe('decide');
    expect(stage().items[0]).toMatchObject({ state: 'met', evidence: STUDY.runIds });
    expect(stage().items[0]!.finding).toContain('study s-2myn000001 (done): 4 of 4 trials, best');
  });

  it('carries its best parameters on, with where they came from', () => {
    evidence.studied = STUDY;
    const { settings, evidence: runs } = stage().decision!.proposal!;
    expect(settings).toEqual([
      {
        path: 'model_a.dropout',
        value: 0.3,
        from: `stage first, best of 4 trials of study s-2myn000001 with validation.conference_spearman 0.7500 (${exampleRunId(92)})`,
      },
      expect.objectContaining({ path: 'model_a.epochs', value: 10 }),
    ]);
    expect(runs).toContain(exampleRunId(92));
  });

  it('goes on with one that was stopped or broken off, and is not decided before it ends', () => {
    evidence.studied = { ...STUDY, status: 'stopped', ended: 2 };
    expect(work()).toMatchObject({ kind: 'study', studyId: 's-2myn000001' });
    expect(stage().decision!.because).toBe('study s-2myn000001: 2 of 4 trials');
  });

  it('turns its decision back when the run of the best trial goes', () => {
    evidence.studied = STUDY;
    const { settings } = stage().decision!.proposal!;
    evidence.decisions.set('first', { ...DECIDED, choose: null, settings, evidence: [exampleRunId(92)] });
    evidence.files.add(DECIDED.wrote);
    expect(stage().decision!.state).toBe('taken');
    evidence.studied = { ...STUDY, runIds: [exampleRunId(91)], best: { ...STUDY.best!, runId: exampleRunId(91) } };
    expect(stage().decision).toMatchObject({ state: 'superseded' });
  });
});

describe('a stage after an undecided one', () => {
  it('is blocked, and starts from the file of the decision afterwards', () => {
    const evidence = new WrittenEvidence();
    const item = { id: 'item', question: 'Trained?', evidence: { kind: 'runs-finished', of: ['base'] } };
    const variants = { base: { label: 'base' } };
    const decision = { question: 'Go on?', rules: [{ when: 'base >= 0', choose: 'base', because: 'Yes.' }] };
    const ladder = exampleLadder({
      stages: [
        { id: 'first', name: 'First', variants, items: [item], decision },
        { id: 'second', name: 'Second', variants, items: [item] },
      ],
    });
    const states = () => ladderStages(ladder, evidence, WrittenEvidence.keyOf);
    expect(states()[1]).toMatchObject({ state: 'blocked', base: null });
    expect(states()[1]!.items[0]!.finding).toBe('waits for the decision of stage first');
    evidence.decisions.set('first', DECIDED);
    evidence.files.add(DECIDED.wrote);
    expect(states()[1]).toMatchObject({ base: DECIDED.wrote });
  });
});
