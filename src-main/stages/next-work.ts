import type { Criterion, Ladder } from '#contract/config/ladder';
import { cellValues, seedStates } from './cell-values';
import { decisionState } from './decision-state';
import type { Cell, Evidence } from './evidence';
import { itemState } from './item-state';
import { planLadder } from './ladder-state';
import { allCells, isStudyComplete, type StagePlan } from './stage-plan';
import { directionSign } from './tuning';

/** Seeds of a cell that have no run which could still end with a result. */
export interface MissingRuns {
  readonly cell: Cell;
  readonly seeds: readonly number[];
}

/** What a ladder needs next. */
export type LadderWork =
  | {
      readonly kind: 'runs';
      readonly stage: string;
      readonly missing: readonly MissingRuns[];
      readonly waiting: readonly string[];
    }
  | {
      readonly kind: 'study';
      readonly stage: string;
      readonly study: string;
      readonly base: string;
      /** One that was begun and is to be gone on with; null: a new one. */
      readonly studyId: string | null;
    }
  | {
      readonly kind: 'export';
      readonly stage: string;
      readonly item: string;
      readonly runId: string;
      readonly formats: readonly ('safetensors' | 'npz' | 'onnx' | 'tfjs')[];
    }
  | {
      readonly kind: 'evaluate';
      readonly stage: string;
      readonly item: string;
      readonly runId: string;
      readonly metric: string;
    }
  | { readonly kind: 'decide'; readonly plan: StagePlan }
  | { readonly kind: 'nothing' };

/** Work that was done or given up in this session and is not to be asked for again. */
export interface Settled {
  /** `cell key seed` of runs that failed again. */
  readonly failed: (cell: Cell, seed: number) => boolean;
  /** Studies that were run, items whose export or evaluation was tried. */
  readonly tried: (key: string) => boolean;
}

/** @param until last stage that is worked on; null: all */
export function nextWork(ladder: Ladder, evidence: Evidence, until: string | null, settled: Settled): LadderWork {
  const last = until === null ? ladder.stages.length - 1 : ladder.stages.findIndex(({ id }) => id === until);
  for (const plan of planLadder(ladder, evidence).slice(0, last + 1)) {
    if (plan === null) return { kind: 'nothing' };
    const work = stageWork(plan, evidence, settled);
    if (work !== null) return work;
  }
  return { kind: 'nothing' };
}

function stageWork(plan: StagePlan, evidence: Evidence, settled: Settled): LadderWork | null {
  const { stage, base } = plan;
  const states = allCells(plan).map((cell) => ({ cell, seeds: seedStates(evidence, cell) }));
  const missing = states
    .map(({ cell, seeds }) => ({
      cell,
      seeds: seeds
        .filter(({ seed, state }) => (state === 'missing' || state === 'failed') && !settled.failed(cell, seed))
        .map(({ seed }) => seed),
    }))
    .filter(({ seeds }) => seeds.length > 0);
  const waiting = states.flatMap(({ seeds }) =>
    seeds.flatMap(({ state, run }) => (state === 'running' || state === 'queued' ? [run!.runId] : [])),
  );
  if (missing.length + waiting.length > 0) return { kind: 'runs', stage: stage.id, missing, waiting };
  if (stage.study !== null && !isStudyComplete(plan) && !settled.tried(`${stage.id}/study`))
    return { kind: 'study', stage: stage.id, study: stage.study, base, studyId: plan.study?.studyId ?? null };
  const asset = assetWork(plan, evidence, settled);
  if (asset !== null) return asset;
  const decision = decisionState(plan, evidence);
  return decision?.state === 'open' || decision?.state === 'superseded' ? { kind: 'decide', plan } : null;
}

/** Exports and evaluations that items ask for and do not have. */
function assetWork(plan: StagePlan, evidence: Evidence, settled: Settled): LadderWork | null {
  const { stage } = plan;
  for (const item of stage.items) {
    const { state } = itemState(item, plan, evidence);
    if (state === 'met' || state === 'overruled' || settled.tried(`${stage.id}/${item.id}`)) continue;
    const { evidence: criterion } = item;
    const runId = bestRun(criterion, plan, evidence);
    if (runId === null) continue;
    if (criterion.kind === 'exported')
      return { kind: 'export', stage: stage.id, item: item.id, runId, formats: criterion.formats };
    if (criterion.kind === 'reproduced')
      return { kind: 'evaluate', stage: stage.id, item: item.id, runId, metric: criterion.metric };
  }
  return null;
}

/** @returns the best finished seed of the variant that a criterion names; null when there is none */
function bestRun(criterion: Criterion, { variants, ladder }: StagePlan, evidence: Evidence): string | null {
  if (criterion.kind !== 'exported' && criterion.kind !== 'reproduced') return null;
  const sign = directionSign(ladder.metric);
  const runs = [...cellValues(evidence, variants.get(criterion.variant)!, ladder.metric).values()];
  return runs.sort((a, b) => sign * (b.value - a.value))[0]?.runId ?? null;
}
