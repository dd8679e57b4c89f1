import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { comparisonRequestSchema } from '#contract/compare';
import type { LadderState } from '#contract/stages';
import type { CommandContext } from '../../../src-main/cli/command-context';
import { compareCommand } from '../../../src-main/cli/commands/compare';
import { ladderCommand, type LadderOptions } from '../../../src-main/cli/commands/ladder';
import { createWorkbench } from '../../../src-main/services/create-workbench';
import type { Workbench, WorkspaceSession } from '../../../src-main/services/workbench';
import { builtWorker } from '../../support/built-worker';

const LADDER = `ladder: tiny
name: Tiny ranking ladder
family: deep-set-ranker
experiment: sample
metric: validation.conference_spearman
seeds: [1, 2]
settings:
  training.max_dates: 12
  model_a.epochs: 2
  model_a.encoder_hidden: [16, 8]
  model_a.attention_heads: 2
  model_a.embedding_dim: 4
  engine.executor: wasm
stages:
  - id: first
    name: First
    variants:
      base: {label: base}
    tune:
      variant: base
      axes:
        - {key: model_a.learning_rate, values: [3.0e-5, 3.0e-4]}
    items:
      - {id: trained, question: Does the base train?, evidence: {kind: runs-finished, of: [base]}}
      - {id: tuned, question: Is it tuned?, evidence: {kind: runs-finished, of: tuning}}
      - {id: perfect, question: Is it perfect?, evidence: {kind: metric, variant: base, metric: validation.conference_spearman, at_least: 1}}
      - {id: saved, question: Is the best configuration saved?, evidence: {kind: configuration-saved}}
    decision:
      question: Does it order teams?
      rules:
        - {when: base >= 0.2, choose: base, because: It orders teams better than chance.}
  - id: second
    name: Second
    variants:
      residual: {label: residual}
      alone: {label: without residual, settings: {model_a.win_rate_residual: false}}
    items:
      - {id: trained, question: Are both trained?, evidence: {kind: runs-finished, of: [residual, alone]}}
      - {id: sliced, question: By conference?, evidence: {kind: sliced, of: [residual, alone], slice: conference}}
      - {id: decided, question: Is it decided?, evidence: {kind: decided}}
      - {id: exported, question: Is it exported?, evidence: {kind: exported, variant: residual, formats: [safetensors]}}
      - {id: again, question: Does it evaluate to the same?, evidence: {kind: reproduced, variant: residual, metric: validation.conference_spearman}}
    decision:
      question: Which one?
      # Nothing is better by a thousand standard errors: the rules leave it to a person.
      margin: 1000
      rules:
        - {when: residual > alone, choose: residual, because: Better.}
tables:
  - {id: t, title: Residual, stage: second, rows: [alone, residual], columns: [{header: Spearman, metric: validation.conference_spearman}, {header: East, metric: validation.conference_spearman, slice: conference, value: E}]}
ablations:
  on: second
  full: {id: full, label: full}
  components:
    residual: {label: the residual, without: {model_a.win_rate_residual: false}}
`;

const STUDY_LADDER = `${LADDER.slice(0, LADDER.indexOf('stages:')).replace('ladder: tiny', 'ladder: studied').replace('[1, 2]', '[1]')}stages:
  - id: first
    name: First
    variants:
      base: {label: base}
    study: configs/sweeps/dropouts.yaml
    items:
      - {id: tuned, question: Is it tuned?, evidence: {kind: runs-finished, of: tuning}}
      - {id: saved, question: Is the best configuration saved?, evidence: {kind: configuration-saved}}
    decision:
      question: Go on?
      rules:
        - {when: base >= -1, because: There is something to build on.}
`;
const SWEEP = `name: Dropouts
experiment: sample
space:
  model_a.dropout: {kind: categorical, choices: [0.1, 0.4]}
overrides:
  training.max_dates: 12
  model_a.epochs: 2
  model_a.encoder_hidden: [16, 8]
  model_a.attention_heads: 2
  model_a.embedding_dim: 4
  engine.executor: wasm
sampler: {kind: grid}
objective: {metric: conference_spearman, split: validation}
`;

const OPTIONS: LadderOptions = { status: false, yes: false, ablations: false };
const COMPARE = {
  format: 'table',
  checkpoint: 'shipped',
  sharedSeeds: true,
  alpha: '0.05',
  secondOpinion: true,
  resamples: '200',
  bootstrapSeed: '1',
  queue: false,
};

describe('a ladder on the ranking family, from nothing to its end', () => {
  let folder: string;
  let file: string;
  let workbench: Workbench;
  let session: WorkspaceSession;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'assay-ladder-'));
    file = path.join(folder, 'tiny.yaml');
    writeFileSync(file, LADDER);
    workbench = createWorkbench({
      appVersion: '0.1.0',
      userFolder: path.join(folder, 'user'),
      resourcesRoot: process.cwd(),
      worker: { script: await builtWorker() },
      continuesQueue: true,
      concurrentRuns: 2,
      // The sample that ships with the app, wherever the test runs.
      environment: {},
    });
    session = await workbench.openWorkspace(path.join(folder, 'workspace'));
  });
  afterAll(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command of the second door on the same workspace. @returns its lines, its document and its exit code */
  async function command(run: (context: CommandContext) => Promise<number>) {
    const lines: string[] = [];
    let document: unknown = null;
    const context: CommandContext = {
      output: {
        isJson: true,
        isLive: false,
        line: (text) => lines.push(text),
        document: (value) => {
          document = JSON.parse(JSON.stringify(value)) as unknown;
        },
        note: (text) => lines.push(text),
        progress: () => {},
        endProgress: () => {},
      },
      workbench: () => workbench,
      session: () => Promise.resolve(session),
      close: () => Promise.resolve(),
    };
    const code = await run(context);
    return { text: lines.join('\n'), document, code };
  }
  const ladder = (change: Partial<LadderOptions> = {}) =>
    command((context) => ladderCommand(context, file, { ...OPTIONS, ...change }));
  const itemOf = (state: LadderState, stage: string, item: string) =>
    state.stages.find(({ id }) => id === stage)!.items.find(({ id }) => id === item)!;

  it('shows the board before anything has run, and runs nothing for it', async () => {
    const { document, text } = await ladder({ status: true });
    expect(document).toMatchObject({ met: 0, total: 9, stages: [{ id: 'first' }, { id: 'second', state: 'blocked' }] });
    expect(text).toContain('[ ] Does the base train?');
    expect(session.runs.list({ query: '', includeTrash: true }).total).toBe(0);
  });

  it('trains and tunes the first stage, decides by its rule, and stops where a person has to decide', async () => {
    const { document, text, code } = await ladder();
    expect(code).toBe(0);
    expect(document).toMatchObject({ outcome: { kind: 'needs-decision', stage: 'second' } });
    expect(text).toContain('--decide second=VARIANT');
    const state = session.ladders.state(file);
    expect(itemOf(state, 'first', 'trained').state).toBe('met');
    expect(itemOf(state, 'first', 'perfect')).toMatchObject({ state: 'open', isAnswered: true });
    expect(state.stages[0]!.decision).toMatchObject({ state: 'taken', taken: { by: 'rule', choose: 'base' } });
    // Tuning and variants share configurations: base x 2 and one other rate, then two variants x 2, one of them with the winner's run.
    expect(session.runs.list({ query: '', includeTrash: true }).total).toBeLessThanOrEqual(7);
  });

  it('wrote the base of the second stage with a comment that says where each value came from', () => {
    const text = readFileSync(path.join(session.path, 'configs/experiments/tiny-first.yaml'), 'utf8');
    expect(text).toContain('# Written by the ladder tiny: base of stage second, decided in stage first');
    expect(text).toMatch(
      /learning_rate: \S+ # stage first, best of 0.00003, 0.0003 with validation.conference_spearman/,
    );
    expect(text).toContain('# Two real NBA seasons');
    expect((parse(text) as { model_a: { epochs: number } }).model_a.epochs).toBe(2);
    expect(session.configs.resolve('configs/experiments/tiny-first.yaml').config.seeds).toEqual([1, 2]);
  });

  it('does not decide by hand without a note, nor for a variant that is not there', async () => {
    await expect(ladder({ decide: 'second=residual' })).rejects.toThrow('needs a note');
    await expect(ladder({ decide: 'second=nobody', note: 'x' })).rejects.toThrow('no variant nobody');
    await expect(ladder({ decide: 'third=residual', note: 'x' })).rejects.toThrow('no stage third');
  });

  it('takes a decision by hand with a note, and goes on to what is still missing', async () => {
    await ladder({ decide: 'second=residual', note: 'The residual is cheap.' });
    const { document } = await ladder();
    const state = session.ladders.state(file);
    expect(document).toMatchObject({ outcome: { kind: 'done' } });
    expect(state.stages[1]!.decision).toMatchObject({ state: 'overruled', taken: { note: 'The residual is cheap.' } });
    expect(itemOf(state, 'second', 'exported').finding).toContain('as safetensors, read back');
    expect(itemOf(state, 'second', 'again').state).toBe('met');
    expect([state.met, state.total]).toEqual([8, 9]);
  });

  it('counts an item as answered by a person, and judges it by its evidence again when told to', async () => {
    await ladder({ overrule: 'first/perfect', note: 'Nothing is.' });
    expect(itemOf(session.ladders.state(file), 'first', 'perfect')).toMatchObject({
      state: 'overruled',
      because: 'Nothing is.',
    });
    await ladder({ judge: 'first/perfect' });
    expect(itemOf(session.ladders.state(file), 'first', 'perfect').state).toBe('open');
  });

  it('turns items and decision back when evidence goes to the trash, and on again when it is restored', () => {
    const [runId] = itemOf(session.ladders.state(file), 'first', 'trained').evidence;
    session.runs.trash([runId!]);
    const state = session.ladders.state(file);
    expect(itemOf(state, 'first', 'trained')).toMatchObject({ state: 'superseded', lost: [runId] });
    expect(state.stages[0]).toMatchObject({ state: 'evidence-lost', decision: { state: 'superseded' } });
    // The second stage keeps its evidence: the file that it starts from is there.
    expect(itemOf(state, 'second', 'trained').state).toBe('met');
    session.runs.restore([runId!]);
    expect(itemOf(session.ladders.state(file), 'first', 'trained').state).toBe('met');
  });

  it('fills the ablation matrix: full is there already, the other cell is queued, both are compared', async () => {
    const before = session.ladders.matrix(file, null);
    expect(before.rows.map(({ id, seeds }) => [id, seeds.map(({ state }) => state)])).toEqual([
      ['full', ['done', 'done']],
      ['full-residual', ['done', 'done']],
    ]);
    const [first] = before.comparisons;
    expect(first).toMatchObject({ n: 2, verdict: 'cannot-be-shown', seedsNeeded: 6, minimalP: 0.5 });
    expect((await session.ladders.queueMatrix(file, null)).runIds).toEqual([]);
    const trashed = before.rows[1]!.seeds[0]!.runId!;
    session.runs.trash([trashed]);
    expect(session.ladders.matrix(file, null).rows[1]!.seeds[0]!.state).toBe('missing');
    expect((await session.ladders.queueMatrix(file, ['full-residual'], [])).runIds).toEqual([]);
    const { seed } = before.rows[1]!.seeds[0]!;
    const { runIds } = await session.ladders.queueMatrix(file, ['full-residual'], [seed]);
    expect(runIds).toHaveLength(1);
    await session.runs.settled(runIds);
    expect(session.ladders.matrix(file, null).progress).toMatchObject({ done: 4, total: 4 });
  });

  it('leaves a report with the board, the ready-made table and the matrix', () => {
    const text = session.ladders.report(file, 'markdown');
    expect(text).toContain('## Checklist');
    expect(text).toContain('| without residual | 2 |');
    expect(text).toContain('## Planned comparisons, Holm over 1');
  });

  it('has the matrix among the tables of the board, after those that the file names', () => {
    const tables = session.ladders.tables(file);
    expect(tables.map(({ title }) => title)).toEqual([
      'Residual',
      'Ablations, Conference Spearman by seed',
      'Planned comparisons, Holm over 1, α = 0.05',
    ]);
    expect(tables[1]!.rows.map(([id]) => id!.text)).toEqual(['full', 'full-residual']);
  });

  it('compares the same runs through the command line with a second opinion over dates', async () => {
    const { document, code } = await command((context) =>
      compareCommand(context, ['status = done'], { ...COMPARE, against: 'without residual' }),
    );
    expect(code).toBe(0);
    const { comparisons } = document as {
      comparisons: { aLabel: string; secondOpinion: { clusters: number } | null }[];
    };
    const [run] = session.runs.list({ query: 'status = done', includeTrash: false }).rows;
    const { clusters } = run!.metrics.validation!;
    expect(comparisons.map(({ secondOpinion }) => secondOpinion?.clusters)).toContain(clusters);
  });

  it('cuts stored predictions into slices whose whole is the metric of the run', () => {
    const request = comparisonRequestSchema.parse({ query: 'status = done' });
    const table = session.compare.slices(request, 'conference');
    expect(table.values.map(({ label }) => label)).toEqual(['East', 'West']);
    const means = session.compare.table(request).groups.map(({ mean }) => mean!);
    table.rows.forEach((row, index) => expect(row.cells[0]!.mean).toBeCloseTo(means[index]!, 10));
  });

  it('runs the study of a stage once, and writes its best values into the next base', async () => {
    const configs = path.join(session.path, 'configs');
    mkdirSync(path.join(configs, 'sweeps'), { recursive: true });
    writeFileSync(path.join(configs, 'sweeps/dropouts.yaml'), SWEEP);
    const study = path.join(folder, 'study.yaml');
    writeFileSync(study, STUDY_LADDER);
    const { document, text } = await command((context) => ladderCommand(context, study, OPTIONS));
    expect(document).toMatchObject({ outcome: { kind: 'done' }, met: 2 });
    const { file: sweep, found } = session.ladders.state(study).stages[0]!.study!;
    expect([sweep, found!.status, found!.ended]).toEqual(['configs/sweeps/dropouts.yaml', 'done', 2]);
    expect(text).toContain(`study ${found!.studyId}`);
    const written = parse(readFileSync(path.join(configs, 'experiments/studied-first.yaml'), 'utf8')) as {
      model_a: { dropout: number };
    };
    expect(written.model_a.dropout).toBe(found!.best!.parameters['model_a.dropout']);
    // Its trials are found by the study, whatever they are called.
    const { rows } = session.runs.list({ query: `study = "${found!.studyId}"`, includeTrash: false });
    expect(rows.map(({ runId }) => runId).sort()).toEqual([...found!.runIds].sort());
    await command((context) => ladderCommand(context, study, OPTIONS));
    expect(session.sweeps.list()).toHaveLength(1);
  });
});
