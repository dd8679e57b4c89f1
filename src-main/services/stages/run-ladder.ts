import type { Ladder } from '#contract/config/ladder';
import type { LadderRunOutcome } from '#contract/stages';
import { ladderStages } from '../../stages/ladder-state';
import { nextWork, type LadderWork, type MissingRuns } from '../../stages/next-work';
import type { StagePlan } from '../../stages/stage-plan';
import type { LadderRunOptions, RunService } from '../workbench';
import { toOverrides } from './cell-config';
import type { WorkspaceEvidence } from './workspace-evidence';

/** A study that a stage asks for. */
export interface StudyRequest {
  /** Sweep file, and the experiment that it starts from. */
  readonly file: string;
  readonly base: string;
  /** One that was begun and is gone on with; null: a new one. */
  readonly studyId: string | null;
  /** Aborted: the study is stopped with checkpoints. */
  readonly signal: AbortSignal | undefined;
  /** Told when it has begun. */
  readonly onStart: (studyId: string) => void;
}

/** Runs a study of a stage. @returns when it has ended: whether by itself, or because somebody stopped it */
export type RunStudy = (request: StudyRequest) => Promise<'ended' | 'stopped'>;

export interface LadderRunParts {
  readonly runs: Pick<RunService, 'start' | 'settled' | 'resume' | 'summary'>;
  readonly runStudy: RunStudy;
  /** A fresh look at what is there. */
  readonly look: () => WorkspaceEvidence;
  readonly decide: (plan: StagePlan, evidence: WorkspaceEvidence, by: 'rule' | 'fallback') => string;
  readonly exportRun: (work: Extract<LadderWork, { kind: 'export' }>) => Promise<void>;
  readonly evaluateRun: (work: Extract<LadderWork, { kind: 'evaluate' }>) => Promise<void>;
}

/** One invocation: what was tried in it is not tried again. */
class LadderRun {
  readonly #failed = new Set<string>();
  readonly #tried = new Set<string>();

  constructor(
    private readonly ladder: Ladder,
    private readonly options: LadderRunOptions,
    private readonly parts: LadderRunParts,
  ) {}

  async run(): Promise<LadderRunOutcome> {
    for (;;) {
      if (this.options.signal?.aborted) return stopped(null);
      const evidence = this.parts.look();
      const work = nextWork(this.ladder, evidence, this.options.until, {
        failed: (cell, seed) => this.#failed.has(`${evidence.keyOf(cell)} ${seed}`),
        tried: (key) => this.#tried.has(key),
      });
      if (work.kind === 'nothing') return this.#end(evidence);
      const outcome = await this.#do(work, evidence);
      if (outcome) return outcome;
    }
  }

  async #do(
    work: Exclude<LadderWork, { kind: 'nothing' }>,
    evidence: WorkspaceEvidence,
  ): Promise<LadderRunOutcome | null> {
    switch (work.kind) {
      case 'runs':
        return this.#train(work, evidence);
      case 'study':
        return this.#study(work);
      case 'export':
        this.#tried.add(`${work.stage}/${work.item}`);
        this.#say(`Stage ${work.stage}: export of ${work.runId} as ${work.formats.join(', ')}`);
        await this.parts.exportRun(work);
        return null;
      case 'evaluate':
        this.#tried.add(`${work.stage}/${work.item}`);
        this.#say(`Stage ${work.stage}: evaluation of ${work.runId}`);
        await this.parts.evaluateRun(work);
        return null;
      case 'decide':
        return this.#decide(work.plan, evidence);
    }
  }

  async #study({
    stage,
    study: file,
    base,
    studyId,
  }: Extract<LadderWork, { kind: 'study' }>): Promise<LadderRunOutcome | null> {
    this.#tried.add(`${stage}/study`);
    const end = await this.parts.runStudy({
      file,
      base,
      studyId,
      signal: this.options.signal,
      onStart: (started) => this.#say(`Stage ${stage}: study ${started} of ${file}`),
    });
    return end === 'stopped' ? stopped(stage) : null;
  }

  #say(text: string, runIds: readonly string[] = []): void {
    this.options.onWork?.(text, runIds);
  }

  async #train(
    { stage, missing: asked, waiting }: Extract<LadderWork, { kind: 'runs' }>,
    evidence: WorkspaceEvidence,
  ): Promise<LadderRunOutcome | null> {
    const missing = withoutRepeats(asked, evidence);
    const runIds = [...waiting];
    for (const entry of missing) runIds.push(...(await startCell(this.parts.runs, entry)));
    const cells = missing.map(({ cell, seeds }) => `${cell.label} × ${seeds.length}`).join('; ');
    this.#say(
      `Stage ${stage}: ${runIds.length} ${runIds.length === 1 ? 'run' : 'runs'}${cells === '' ? '' : `, ${cells}`}`,
      runIds,
    );
    const rows = await this.parts.runs.settled(runIds);
    for (const { cell, seeds } of missing) {
      for (const seed of seeds) {
        const own = rows.find((row) => row.seed === seed && row.groupKey === evidence.keyOf(cell));
        if (own && own.status === 'failed') this.#failed.add(`${evidence.keyOf(cell)} ${seed}`);
      }
    }
    const halted = rows.find(({ status }) => status === 'stopped' || status === 'interrupted');
    return halted ? stopped(stage) : null;
  }

  #decide(plan: StagePlan, evidence: WorkspaceEvidence): LadderRunOutcome | null {
    const { id } = plan.stage;
    const [state] = ladderStages(this.ladder, evidence, (cell) => evidence.keyOf(cell)).filter(
      (stage) => stage.id === id,
    );
    const { proposal } = state!.decision!;
    if (proposal?.by === 'rule' || (proposal?.by === 'fallback' && this.options.takesFallback)) {
      const wrote = this.parts.decide(plan, evidence, proposal.by);
      this.#say(`Stage ${id}: ${proposal.choose ?? 'the base'} goes on. ${proposal.because} Wrote ${wrote}.`);
      return null;
    }
    const numbers = (proposal?.numbers ?? []).map(({ text }) => text).join('; ');
    const hint = proposal?.by === 'fallback' ? ', or go on with what the ladder names with --yes' : '';
    return {
      kind: 'needs-decision',
      stage: id,
      message: `Stage ${id} needs a decision: no rule holds (${numbers}). Decide with --decide ${id}=VARIANT --note "..."${hint}.`,
    };
  }

  #end(evidence: WorkspaceEvidence): LadderRunOutcome {
    const stages = ladderStages(this.ladder, evidence, (cell) => evidence.keyOf(cell));
    const last =
      this.options.until === null ? stages.length : stages.findIndex(({ id }) => id === this.options.until) + 1;
    const items = stages.slice(0, last).flatMap((stage) => stage.items.map((item) => ({ stage: stage.id, item })));
    const open = items.filter(({ item }) => item.state === 'open' || item.state === 'superseded');
    const unanswered = open.find(({ item }) => !item.isAnswered);
    if (unanswered) {
      const { stage, item } = unanswered;
      return { kind: 'failed', stage, message: `${item.question} cannot be answered: ${item.finding}.` };
    }
    const no =
      open.length === 0
        ? 'every item is met'
        : `${open.length} answered with no: ${open.map(({ item }) => item.id).join(', ')}`;
    const scope = this.options.until === null ? '' : ` up to stage ${this.options.until}`;
    return {
      kind: 'done',
      stage: null,
      message: `${items.length - open.length} of ${items.length} items${scope} are met; ${no}.`,
    };
  }
}

/** A variant and a value of its tuning may be one configuration: it is trained once. */
function withoutRepeats(missing: readonly MissingRuns[], evidence: WorkspaceEvidence): readonly MissingRuns[] {
  const seen = new Set<string>();
  return missing.flatMap(({ cell, seeds }) => {
    const fresh = seeds.filter((seed) => {
      const name = `${evidence.keyOf(cell)} ${seed}`;
      return seen.has(name) ? false : seen.add(name);
    });
    return fresh.length === 0 ? [] : [{ cell, seeds: fresh }];
  });
}

const stopped = (stage: string | null): LadderRunOutcome => ({
  kind: 'stopped',
  stage,
  message: 'Stopped. Runs keep their checkpoints; start the ladder again to go on.',
});

/**
 * Does what a ladder's checklist lacks: missing runs of a stage together, then studies, exports and evaluations, then the
 * decision, then the next stage. A run that fails is queued once more, not again and again.
 */
export function runLadder(ladder: Ladder, options: LadderRunOptions, parts: LadderRunParts): Promise<LadderRunOutcome> {
  return new LadderRun(ladder, options, parts).run();
}

/** Starts the missing seeds of a cell under its own name. @returns the runs */
export async function startCell(
  runs: Pick<RunService, 'start'>,
  { cell, seeds }: MissingRuns,
): Promise<readonly string[]> {
  const { runIds } = await runs.start({
    configPath: cell.experiment,
    seeds,
    overrides: toOverrides(cell.settings),
    name: cell.label.slice(0, 120),
  });
  return runIds;
}
