import path from 'node:path';
import type { ReportFormat } from '#contract/compare';
import type { Ladder } from '#contract/config/ladder';
import {
  AblationsMissingError,
  LadderNoteMissingError,
  LadderNotReadyError,
  LadderTargetError,
} from '#contract/errors/ladder-errors';
import { serializeError } from '#contract/errors/workbench-error';
import { LIVE_STATUSES, type RunStatus } from '#contract/runs';
import type {
  AblationMatrix,
  LadderRunOutcome,
  LadderStageState,
  LadderState,
  ReadyTable,
  StoredDecision,
} from '#contract/stages';
import { seedStates } from '../../stages/cell-values';
import { carriedSettings, decisionState, propose } from '../../stages/decision-state';
import { ladderStages, planLadder } from '../../stages/ladder-state';
import type { LadderWork } from '../../stages/next-work';
import type { StagePlan } from '../../stages/stage-plan';
import type { LadderItemKey } from '../../store/repositories/ladder-repository';
import { writeReport } from '../compare/tables/write-report';
import type { ReadyMade } from '../configs/ready-made';
import type {
  CheckpointService,
  ConfigService,
  LadderRunOptions,
  LadderService,
  RunService,
  Topics,
} from '../workbench';
import { ablationMatrix, matrixCells } from './ablation-matrix';
import { baseText } from './base-text';
import { LadderFiles } from './ladder-files';
import { ladderReport, matrixReport, matrixTables, readyTables } from './ladder-report';
import { runLadder, startCell, type RunStudy } from './run-ladder';
import { WorkspaceEvidence, type EvidenceParts } from './workspace-evidence';

export interface LadderServiceParts extends EvidenceParts {
  readonly readyMade: ReadyMade;
  readonly topics: Topics;
  readonly configs: ConfigService;
  readonly runs: RunService;
  readonly checkpoints: CheckpointService;
  readonly runStudy: RunStudy;
}

type Carried = Pick<StoredDecision, 'by' | 'choose' | 'because' | 'note' | 'numbers' | 'settings' | 'evidence'>;

const STOPPABLE: readonly RunStatus[] = ['queued', ...LIVE_STATUSES];

/** Ladders of a workspace: looks, works, decides. */
export class WorkspaceLadders implements LadderService {
  readonly #files: LadderFiles;
  readonly #background = new Map<string, { readonly abort: AbortController; readonly waitsFor: string[] }>();
  readonly #running = new Map<string, Promise<LadderRunOutcome>>();
  readonly #jobs = new Map<string, number>();

  constructor(private readonly parts: LadderServiceParts) {
    const { workspaceFolder, readyMade, configs, resolveSweep } = parts;
    this.#files = new LadderFiles({ workspaceFolder, readyMade, configs, resolveSweep });
  }

  /** Runs that the ladders at work want to train at once. */
  get jobs(): number {
    return Math.max(0, ...this.#jobs.values());
  }

  list() {
    return this.#files.list();
  }

  state(file: string): LadderState {
    const ladder = this.#files.read(file);
    const evidence = this.#look(ladder);
    const stages = ladderStages(ladder, evidence, (cell) => evidence.keyOf(cell));
    this.#remember(ladder, stages);
    const sum = (pick: (stage: (typeof stages)[number]) => number): number =>
      stages.reduce((total, stage) => total + pick(stage), 0);
    return {
      path: file,
      ladder: ladder.ladder,
      name: ladder.name,
      family: ladder.family,
      metric: ladder.metric,
      seeds: [...ladder.seeds],
      met: sum(({ met }) => met),
      total: sum(({ total }) => total),
      hasAblations: ladder.ablations !== null,
      isRunning: this.#running.has(ladder.ladder),
      stages: [...stages],
    };
  }

  /** A ladder that is worked on is not started twice: the second caller waits for the same end. */
  run(file: string, options: LadderRunOptions): Promise<LadderRunOutcome> {
    const ladder = this.#files.read(file);
    const known = this.#running.get(ladder.ladder);
    if (known) return known;
    if (options.until !== null) this.#stageOf(ladder, options.until);
    if (options.jobs) this.#jobs.set(ladder.ladder, options.jobs);
    const work = this.#work(file, ladder, options).finally(() => {
      this.#running.delete(ladder.ladder);
      this.#jobs.delete(ladder.ladder);
      this.#changed(file);
    });
    this.#running.set(ladder.ladder, work);
    this.#changed(file);
    return work;
  }

  start(file: string, options: Pick<LadderRunOptions, 'until' | 'takesFallback'>): void {
    const ladder = this.#files.read(file);
    const abort = new AbortController();
    const waitsFor: string[] = [];
    this.#background.set(ladder.ladder, { abort, waitsFor });
    const onWork = (_: string, runIds: readonly string[]): void => void waitsFor.splice(0, Infinity, ...runIds);
    void this.run(file, { ...options, signal: abort.signal, onWork })
      .then(
        (outcome) => this.parts.topics.publish('stages:ended', { path: file, outcome, error: null }),
        (error: unknown) =>
          this.parts.topics.publish('stages:ended', { path: file, outcome: null, error: serializeError(error) }),
      )
      .finally(() => this.#background.delete(ladder.ladder));
  }

  async stop(file: string): Promise<void> {
    const work = this.#background.get(this.#files.read(file).ladder);
    if (!work) return;
    work.abort.abort();
    const { runs } = this.parts;
    for (const runId of work.waitsFor) if (STOPPABLE.includes(runs.summary(runId).status)) await runs.stop(runId);
  }

  decide(request: Parameters<LadderService['decide']>[0]) {
    const { path: file, stage, choose, note } = request;
    if (note.trim() === '') throw new LadderNoteMissingError('A decision by hand');
    const ladder = this.#files.read(file);
    const { plan, evidence } = this.#planOf(ladder, stage);
    if (choose !== null && !plan.variants.has(choose))
      throw new LadderTargetError(choose, 'variant', [...plan.variants.keys()]);
    const { numbers, evidence: seen } = propose(plan, evidence);
    const because = 'A person decided.';
    return this.#write(file, plan, {
      by: 'person',
      choose,
      because,
      note: note.trim(),
      numbers,
      settings: [...carriedSettings(plan, evidence, choose, [])],
      evidence: seen,
    });
  }

  acceptRule(file: string, stage: string) {
    const ladder = this.#files.read(file);
    const { plan, evidence } = this.#planOf(ladder, stage);
    const state = decisionState(plan, evidence);
    if (state?.state === 'waiting') throw new LadderNotReadyError(stage, state.because);
    const proposal = propose(plan, evidence);
    if (proposal.by !== 'rule') throw new LadderNotReadyError(stage, proposal.because);
    return this.#write(file, plan, { ...proposal, by: 'rule', note: '' });
  }

  overrule({ path: file, stage, item, note }: Parameters<LadderService['overrule']>[0]): void {
    const ladder = this.#files.read(file);
    const { items } = this.#stageOf(ladder, stage);
    const known = items.map(({ id }) => id);
    if (!known.includes(item)) throw new LadderTargetError(item, 'item', known);
    if (note !== null && note.trim() === '') throw new LadderNoteMissingError('Overruling an item');
    this.parts.store.ladders.setOverrule(
      { ladder: ladder.ladder, stage, item },
      note === null ? null : note.trim(),
      Date.now(),
    );
    this.#changed(file);
  }

  matrix(file: string, metric: string | null): AblationMatrix {
    const ladder = this.#files.read(file);
    if (ladder.ablations === null) throw new AblationsMissingError(file);
    const { store } = this.parts;
    return ablationMatrix(
      { store, ladder, ablations: ladder.ablations, evidence: this.#look(ladder), path: file },
      metric,
    );
  }

  matrixReport(file: string, metric: string | null, format: ReportFormat): string {
    return writeReport(matrixReport(this.matrix(file, metric)), format);
  }

  async queueMatrix(file: string, cells: readonly string[] | null, asked: readonly number[] | null = null) {
    const ladder = this.#files.read(file);
    if (ladder.ablations === null) throw new AblationsMissingError(file);
    const evidence = this.#look(ladder);
    const all = matrixCells(ladder, ladder.ablations, evidence);
    const known = all.map(({ id }) => id);
    for (const id of cells ?? []) if (!known.includes(id)) throw new LadderTargetError(id, 'ablation', known);
    const runIds: string[] = [];
    for (const cell of all.filter(({ id }) => cells === null || cells.includes(id))) {
      const seeds = seedStates(evidence, cell)
        .filter(({ state }) => state === 'missing' || state === 'failed')
        .map(({ seed }) => seed)
        .filter((seed) => asked === null || asked.includes(seed));
      if (seeds.length > 0) runIds.push(...(await startCell(this.parts.runs, { cell, seeds })));
    }
    this.#changed(file);
    return { runIds };
  }

  tables(file: string): readonly ReadyTable[] {
    const ladder = this.#files.read(file);
    const matrix = ladder.ablations === null ? null : this.#matrixIfReady(file);
    const tables = [...readyTables(ladder, this.#look(ladder)), ...(matrix ? matrixTables(matrix) : [])];
    return tables.map(({ title, columns, rows }) => ({
      title,
      columns: columns.map(({ header, align }) => ({ header, align })),
      rows: rows.map((row) => row.map(({ text, isBold = false }) => ({ text, isBold }))),
    }));
  }

  report(file: string, format: ReportFormat): string {
    const ladder = this.#files.read(file);
    const matrix = ladder.ablations === null ? null : this.#matrixIfReady(file);
    return writeReport(ladderReport(ladder, this.state(file), matrix, this.#look(ladder)), format);
  }

  /** A matrix whose base is not decided yet is left out of a report. */
  #matrixIfReady(file: string): AblationMatrix | null {
    try {
      return this.matrix(file, null);
    } catch (error) {
      if (error instanceof LadderNotReadyError) return null;
      throw error;
    }
  }

  #work(file: string, ladder: Ladder, options: LadderRunOptions): Promise<LadderRunOutcome> {
    const { runs, runStudy } = this.parts;
    return runLadder(
      ladder,
      {
        ...options,
        onWork: (text, runIds) => {
          this.#changed(file);
          options.onWork?.(text, runIds);
        },
      },
      {
        runs,
        runStudy,
        look: () => this.#look(ladder),
        decide: (plan, evidence, by) =>
          this.#write(file, plan, {
            ...propose(plan, evidence),
            by,
            note: by === 'fallback' ? 'No rule decided; the ladder was told to go on with what it names.' : '',
          }).wrote,
        exportRun: (work) => this.#export(ladder, work),
        evaluateRun: (work) => this.#evaluate(ladder, work),
      },
    );
  }

  #look(ladder: Ladder): WorkspaceEvidence {
    return new WorkspaceEvidence(this.parts, ladder.ladder);
  }

  #stageOf(ladder: Ladder, stage: string): Ladder['stages'][number] {
    const found = ladder.stages.find(({ id }) => id === stage);
    if (found) return found;
    throw new LadderTargetError(
      stage,
      'stage',
      ladder.stages.map(({ id }) => id),
    );
  }

  #planOf(ladder: Ladder, stage: string): { readonly plan: StagePlan; readonly evidence: WorkspaceEvidence } {
    const { decision } = this.#stageOf(ladder, stage);
    if (decision === null)
      throw new LadderTargetError(
        stage,
        'decision in stage',
        ladder.stages.flatMap((entry) => (entry.decision ? [entry.id] : [])),
      );
    const evidence = this.#look(ladder);
    const plan = planLadder(ladder, evidence).find((entry) => entry?.stage.id === stage);
    if (!plan) throw new LadderNotReadyError(stage, 'the stage before it is not decided');
    return { plan, evidence };
  }

  /** Writes the next base first: a decision whose file is not there would be superseded at once. */
  #write(file: string, plan: StagePlan, carried: Carried): { readonly wrote: string } {
    const { ladder, stage, index, base } = plan;
    const { configs, store } = this.parts;
    const wrote = stage.decision!.writes ?? `configs/experiments/${ladder.ladder}-${stage.id}.yaml`;
    const { by, choose, because, note, numbers, settings, evidence } = carried;
    const decision = { by, choose, because, note, numbers, settings, evidence, decidedAt: Date.now() };
    const text = baseText(configs.textOf(base), {
      ladder,
      stage: stage.id,
      nextStage: ladder.stages[index + 1]?.id ?? null,
      from: base,
      decision,
    });
    configs.write(wrote, text);
    store.ladders.addDecision(ladder.ladder, stage.id, { ...decision, wrote });
    this.parts.topics.publish('configs:changed', { paths: [wrote] });
    this.#changed(file);
    return { wrote };
  }

  #remember({ ladder }: Ladder, stages: readonly LadderStageState[]): void {
    const { ladders } = this.parts.store;
    for (const { id: stage, items } of stages) {
      for (const { id: item, state, evidence } of items) {
        if (state !== 'met') continue;
        const key: LadderItemKey = { ladder, stage, item };
        const sorted = [...evidence].sort();
        if (JSON.stringify(ladders.remembered(key)) !== JSON.stringify(sorted)) ladders.remember(key, sorted);
      }
    }
  }

  async #export(
    { ladder }: Ladder,
    { stage, item, runId, formats }: Extract<LadderWork, { kind: 'export' }>,
  ): Promise<void> {
    const { checkpoints, store, workspaceFolder, runs } = this.parts;
    const checkpoint = runs.summary(runId).best?.checkpointId ?? `${runId}:last`;
    const directory = path.join('exports', ladder, `${stage}-${runId}`);
    const output = await checkpoints.export({ checkpoint, formats, directory });
    store.ladders.addRecord(
      { ladder, stage, item },
      {
        kind: 'export',
        runId,
        checkpoint,
        formats: [...formats],
        files: output.files.map((entry) =>
          path.relative(workspaceFolder, path.resolve(workspaceFolder, directory, entry.path)),
        ),
        maxAbsoluteError: output.parity.maxAbsoluteError,
        createdAt: Date.now(),
      },
    );
  }

  async #evaluate(
    { ladder }: Ladder,
    { stage, item, runId, metric }: Extract<LadderWork, { kind: 'evaluate' }>,
  ): Promise<void> {
    const { checkpoints, store, runs } = this.parts;
    const summary = runs.summary(runId);
    const checkpoint = summary.best?.checkpointId ?? `${runId}:last`;
    const [split = '', name = ''] = metric.split('.');
    const part = split === 'test' || split === 'holdout' ? split : 'validation';
    const { metrics } = await checkpoints.evaluate({ checkpoint, data: null, split: part });
    const measured = (metrics as Readonly<Record<string, Readonly<Record<string, number | null>> | undefined>>)[part]?.[
      name
    ];
    const stored = summary.metrics[part]?.[name];
    if (typeof measured !== 'number' || typeof stored !== 'number') return;
    store.ladders.addRecord(
      { ladder, stage, item },
      { kind: 'evaluation', runId, checkpoint, metric, stored, measured, createdAt: Date.now() },
    );
  }

  #changed(file: string): void {
    this.parts.topics.publish('stages:changed', { path: file });
  }
}
