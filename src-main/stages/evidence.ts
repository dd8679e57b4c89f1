import type { LadderSettings } from '#contract/config/ladder';
import type { Diagnostic } from '#contract/diagnostics';
import type { RunSummary } from '#contract/runs';
import type { LadderRecord, StoredDecision } from '#contract/stages';
import type { Parameters, StudyStatus } from '#contract/sweeps';

/** A configuration of the ladder with its seeds: a base file, and what is changed in it. */
export interface Cell {
  readonly id: string;
  readonly label: string;
  /** Experiment file that it starts from. */
  readonly experiment: string;
  readonly settings: LadderSettings;
  readonly seeds: readonly number[];
}

/** A study as a ladder sees it. */
export interface StudyFacts {
  readonly studyId: string;
  readonly status: StudyStatus;
  /** `split.metric` of its objective. */
  readonly metric: string;
  /** Trials that have ended, and those that its limits allow. */
  readonly ended: number;
  readonly total: number;
  /** Runs of the finished trials, those in the trash left out. */
  readonly runIds: readonly string[];
  /** null without a finished trial. */
  readonly best: { readonly runId: string; readonly objective: number; readonly parameters: Parameters } | null;
}

/**
 * What a ladder is judged by. Everything is read anew at each look; the only things kept are decisions, notes, and which runs
 * once proved an item, so that it can be said when they are gone.
 */
export interface Evidence {
  /** Runs whose resolved configuration is the cell's, newest first, those in the trash left out. */
  runsOf(cell: Cell): readonly RunSummary[];
  /** @param metric `split.metric`; values by epoch, as logged */
  curve(runId: string, metric: string): readonly number[];
  diagnostics(runId: string): readonly Diagnostic[];
  parameters(runId: string): number | null;
  query(text: string): readonly RunSummary[];
  /** @returns the values of a slice in a run's stored predictions; null when they are not there or have no such slice */
  sliceValues(runId: string, split: string, slice: string): readonly string[] | null;
  /** @returns a metric over one value of a slice; null where it is not defined */
  sliceMetric(runId: string, metric: string, slice: string, value: string): number | null;
  /**
   * @param sweep file of the sweep
   * @param base  experiment that it starts from, instead of the one that the file names
   * @returns the newest study of exactly this sweep on this base; null when there is none
   */
  study(sweep: string, base: string): StudyFacts | null;
  records(stage: string, item: string): readonly LadderRecord[];
  /** @param file absolute, or relative to the workspace */
  fileExists(file: string): boolean;
  decision(stage: string): StoredDecision | null;
  overrule(stage: string, item: string): { readonly note: string; readonly at: number } | null;
  /** Runs that proved an item at an earlier look. */
  remembered(stage: string, item: string): readonly string[];
}
