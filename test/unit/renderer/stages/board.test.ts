import { describe, expect, it } from 'vitest';
import type { LadderItemState, LadderStageState, LadderState, WorkProgress } from '#contract/stages';
import { isSelected, selectedPart } from '../../../../src-renderer/features/stages/board-selection';
import {
  decisionLook,
  evidenceText,
  itemLook,
  progressText,
  proposalWords,
  stageLook,
  timeLeftText,
  workLeft,
} from '../../../../src-renderer/features/stages/board-words';
import { readyTableText } from '../../../../src-renderer/features/stages/ready-table-text';

const progress = (change: Partial<WorkProgress> = {}): WorkProgress => ({
  done: 0,
  total: 3,
  running: 0,
  queued: 0,
  failed: 0,
  ...change,
});

const item = (change: Partial<LadderItemState> = {}): LadderItemState => ({
  id: 'trained',
  question: 'Is it trained?',
  state: 'open',
  finding: '',
  because: '',
  isAnswered: false,
  evidence: [],
  lost: [],
  progress: null,
  overrule: null,
  ...change,
});

const stage = (change: Partial<LadderStageState> = {}): LadderStageState => ({
  id: 'base',
  name: 'Base',
  goal: '',
  state: 'open',
  met: 0,
  total: 1,
  base: null,
  items: [item()],
  variants: [],
  tuning: [],
  study: null,
  decision: null,
  progress: progress(),
  timeLeftMs: null,
  ...change,
});

const decision = {
  question: '',
  state: 'open',
  because: '',
  choices: [],
  proposal: null,
  taken: null,
} as const satisfies LadderStageState['decision'];

const ladder = (stages: readonly LadderStageState[]): LadderState => ({
  path: 'configs/stages/tiny.yaml',
  ladder: 'tiny',
  name: 'Tiny',
  family: 'deep-set-ranker',
  metric: 'validation.ndcg_10',
  seeds: [1],
  met: 0,
  total: 1,
  hasAblations: false,
  isRunning: false,
  stages: [...stages],
});

describe('signs of the checklist', () => {
  it('tell "not yet" from "no", and from what trains', () => {
    expect(itemLook(item()).words).toBe('open');
    expect(itemLook(item({ isAnswered: true })).words).toBe('answered: no');
    expect(itemLook(item({ progress: progress({ running: 1 }) })).words).toBe('running');
    expect(itemLook(item({ state: 'superseded' }))).toMatchObject({ words: 'evidence lost', tone: 'bad' });
    expect(itemLook(item({ state: 'overruled' })).words).toBe('overruled');
  });

  it('say of a done stage how many items a person overruled', () => {
    const items = [item({ state: 'met' }), item({ state: 'overruled' })];
    expect(stageLook({ state: 'done', items }).words).toBe('Done, 1 overruled');
    expect(stageLook({ state: 'done', items: items.slice(0, 1) }).words).toBe('Done');
  });

  it('say who decided', () => {
    expect(decisionLook(decision).words).toBe('needs you');
    expect(decisionLook({ ...decision, state: 'overruled' }).words).toBe('decided by you');
    expect(proposalWords({ by: 'rule', choose: 'hybrid' })).toBe('The rule says: hybrid.');
    expect(proposalWords({ by: 'fallback', choose: null })).toContain('the base goes on unchanged');
    expect(proposalWords({ by: 'ask', choose: null })).toBe('No rule holds: a person has to decide.');
  });
});

describe('work that is left', () => {
  it('is counted up to the last stage that was asked for', () => {
    const stages = [
      stage({ id: 'a', progress: progress({ done: 1, total: 3 }), timeLeftMs: 60_000 }),
      stage({ id: 'b', progress: progress({ total: 27 }), timeLeftMs: null }),
    ];
    expect(workLeft({ stages }, 'a')).toEqual({ missing: 2, timeLeftMs: 60_000 });
    expect(workLeft({ stages }, null)).toEqual({ missing: 29, timeLeftMs: 60_000 });
    expect(workLeft({ stages: [stages[1]!] }, null).timeLeftMs).toBeNull();
  });

  it('is written with what is under way and what failed', () => {
    expect(progressText(progress({ done: 25, total: 27, running: 1, failed: 1 }))).toBe(
      '25 of 27, 1 running, 1 failed',
    );
    expect(timeLeftText(41 * 60_000)).toBe('about 41 min left');
    expect([timeLeftText(null), timeLeftText(0)]).toEqual(['', '']);
  });
});

describe('what the inspector explains', () => {
  const asking = stage({ id: 'b', decision });

  it('is a decision that needs a person while nothing is chosen', () => {
    expect(selectedPart(ladder([stage({ id: 'a', state: 'done' }), asking]), null)).toMatchObject({
      kind: 'decision',
      stage: { id: 'b' },
    });
  });

  it('is else the first stage that is not done', () => {
    expect(selectedPart(ladder([stage({ id: 'a', state: 'done' }), stage({ id: 'b' })]), null)).toMatchObject({
      kind: 'stage',
      stage: { id: 'b' },
    });
    expect(selectedPart(ladder([]), null)).toBeNull();
  });

  it('falls back when the chosen item is no longer in the file', () => {
    const state = ladder([stage({ id: 'a' })]);
    const there = selectedPart(state, { kind: 'item', stage: 'a', item: 'trained' });
    expect(there).toMatchObject({ kind: 'item', item: { id: 'trained' } });
    expect(isSelected(there, 'item', 'a', 'trained')).toBe(true);
    expect(isSelected(there, 'item', 'a', 'other')).toBe(false);
    expect(selectedPart(state, { kind: 'item', stage: 'a', item: 'gone' })).toMatchObject({ kind: 'stage' });
  });
});

describe('evidence and tables', () => {
  it('names one run and counts several', () => {
    expect(evidenceText(['r-0000000001'])).toBe('r-0000000001');
    expect(evidenceText(['r-0000000001', 'r-0000000002'])).toBe('2 runs');
  });

  it('keeps headers and texts of a ready-made table', () => {
    expect(
      readyTableText({
        title: 't',
        columns: [{ header: 'n', align: 'right' }],
        rows: [[{ text: '3', isBold: true }]],
      }),
    ).toEqual({ columns: [{ title: 'n', align: 'right' }], rows: [['3']] });
  });
});
