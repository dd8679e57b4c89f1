import type { InspectOutput } from '#contract/jobs';

/** Best by the monitor, best by loss, and last: what a run keeps. */
const CHECKPOINTS_A_RUN = 3;
/** A block that holds more than this share of the parameters is pointed out. */
const LARGE_SHARE = 0.5;

export interface PreflightFigures {
  readonly runs: number;
  /** All runs, one after the other; null when no step was measured. */
  readonly durationMs: number | null;
  readonly epochMs: number | null;
  readonly diskBytes: number | null;
  readonly checkpointBytes: number | null;
  readonly checkpointsPerRun: number;
}

/** @returns what starting would cost, from one measured step */
export function preflightFigures({ preflight }: InspectOutput, runs: number): PreflightFigures {
  const epochMs = preflight === null ? null : preflight.millisecondsPerStep * preflight.stepsPerEpoch;
  return {
    runs,
    durationMs: preflight === null || epochMs === null ? null : epochMs * preflight.epochs * runs,
    epochMs,
    diskBytes: preflight === null ? null : preflight.checkpointBytes * CHECKPOINTS_A_RUN * runs,
    checkpointBytes: preflight?.checkpointBytes ?? null,
    checkpointsPerRun: CHECKPOINTS_A_RUN,
  };
}

export type ModelBlock = InspectOutput['parameters']['blocks'][number];

/** @returns the block that holds more than half of the parameters, null when none does */
export function largeBlock({ parameters }: InspectOutput): ModelBlock | null {
  return parameters.blocks.find(({ share }) => share > LARGE_SHARE) ?? null;
}

type Fact = NonNullable<InspectOutput['preflight']>['facts'][number];

/** @returns the facts by group, groups in the order in which they first appear */
export function factGroups(
  facts: readonly Fact[],
): readonly { readonly group: string; readonly facts: readonly Fact[] }[] {
  return [...new Set(facts.map(({ group }) => group))].map((group) => ({
    group,
    facts: facts.filter((fact) => fact.group === group),
  }));
}
