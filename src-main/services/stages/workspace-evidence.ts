import { existsSync } from 'node:fs';
import path from 'node:path';
import { evaluationSplitSchema, splitSchema } from '#contract/ids';
import { PredictionsMissingError } from '#contract/errors/compare-errors';
import type { RunSummary } from '#contract/runs';
import { ENDED_TRIAL_STATES } from '#contract/sweeps';
import type { Cell, Evidence, StudyFacts } from '../../stages/evidence';
import { StudyHistory } from '../../sweep/history/study-history';
import { totalTrials } from '../../sweep/loop/decide-next';
import { selectRuns } from '../../store/query/select-runs';
import type { LadderItemKey } from '../../store/repositories/ladder-repository';
import type { Store } from '../../store/store';
import { availableSlices } from '../compare/predictions/slice-table';
import { columnOf, readPredictions } from '../compare/predictions/prediction-file';
import { predictionFile, predictionsOf, readStoredRun } from '../compare/predictions/stored-metric';
import { metricWhere } from '../compare/predictions/unit-sums';
import { groupKey } from '../configs/group-key';
import type { ResolvedSweep } from '../configs/resolve-sweep';
import type { RunFolders } from '../runs/run-folders';
import type { ConfigService } from '../workbench';
import { baseOverride, toOverrides } from './cell-config';

export interface EvidenceParts {
  readonly workspaceFolder: string;
  readonly store: Store;
  readonly folders: RunFolders;
  readonly configs: Pick<ConfigService, 'resolve'>;
  /** Reads a sweep file, with keys of it set. */
  readonly resolveSweep: (file: string, overrides: readonly string[]) => ResolvedSweep;
}

/** What studies of one sweep on one base have in common: all but how many trials run at once. */
const studyKey = ({ sweep, base }: Pick<ResolvedSweep, 'sweep' | 'base'>): string =>
  JSON.stringify([{ ...sweep, experiment: null, limits: { ...sweep.limits, jobs: null } }, groupKey(base)]);

const splitName = (metric: string): readonly [string, string] => {
  const dot = metric.indexOf('.');
  return [metric.slice(0, dot), metric.slice(dot + 1)];
};

/** Evidence of one look at one ladder: each cell is resolved and each group of runs is read once. */
export class WorkspaceEvidence implements Evidence {
  readonly #keys = new Map<string, string>();
  readonly #runs = new Map<string, readonly RunSummary[]>();

  constructor(
    private readonly parts: EvidenceParts,
    private readonly ladder: string,
  ) {}

  /** @returns the group of the cell's resolved configuration */
  keyOf({ experiment, settings }: Cell): string {
    const name = JSON.stringify([experiment, settings]);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = groupKey(this.parts.configs.resolve(experiment, toOverrides(settings)).config);
    this.#keys.set(name, key);
    return key;
  }

  runsOf(cell: Cell): readonly RunSummary[] {
    const key = this.keyOf(cell);
    const known = this.#runs.get(key);
    if (known) return known;
    const { rows } = selectRuns(this.parts.store, `group = "${key}"`, { includeTrash: false });
    this.#runs.set(key, rows);
    return rows;
  }

  curve(runId: string, metric: string): readonly number[] {
    const [split, name] = splitName(metric);
    const { runs, metrics } = this.parts.store;
    return metrics.points(runs.keyOf(runId), splitSchema.parse(split), name).map(({ value }) => value);
  }

  diagnostics(runId: string) {
    return this.parts.store.diagnostics.list(this.parts.store.runs.keyOf(runId));
  }

  parameters(runId: string): number | null {
    const { runs } = this.parts.store;
    // Papers count what is trained; running statistics of norms are not.
    return runs.document(runs.keyOf(runId), 'parameters')?.trainable ?? null;
  }

  query(text: string): readonly RunSummary[] {
    return selectRuns(this.parts.store, text, { includeTrash: false }).rows;
  }

  sliceValues(runId: string, split: string, slice: string): readonly string[] | null {
    const { family } = this.parts.store.runs.summary(runId);
    return ifStored(() => {
      const table = readPredictions(predictionFile(this.parts.folders.folder(runId), split), runId);
      const found = availableSlices(table, predictionsOf(family)).find(({ name }) => name === slice);
      if (!found) return null;
      return [
        ...new Set(columnOf(table, found.column).map((value) => value.slice(0, found.prefix ?? undefined))),
      ].sort();
    });
  }

  sliceMetric(runId: string, metric: string, slice: string, value: string): number | null {
    const { family } = this.parts.store.runs.summary(runId);
    const [split, name] = splitName(metric);
    const reference = { split: evaluationSplitSchema.parse(split), metric: name };
    return ifStored(() => {
      const { table, units } = readStoredRun({ runId, family, folder: this.parts.folders.folder(runId) }, reference);
      const found = availableSlices(table, predictionsOf(family)).find((entry) => entry.name === slice);
      if (!found) return null;
      const column = columnOf(table, found.column);
      return metricWhere(units, (row) => column[row]!.slice(0, found.prefix ?? undefined) === value).value;
    });
  }

  study(sweep: string, base: string): StudyFacts | null {
    const { resolveSweep, store } = this.parts;
    const asked = studyKey(resolveSweep(sweep, [baseOverride(base)]));
    const record = store.studies.list().find(({ definition }) => studyKey(definition) === asked);
    if (!record) return null;
    const { definition, progress } = record;
    const kept = new Set(this.query(`study = "${definition.studyId}"`).map(({ runId }) => runId));
    const trials = store.trials.list(record.key).filter(({ runId }) => runId === null || kept.has(runId));
    const best = StudyHistory.from(definition.direction, trials, new Map(), []).best;
    const { split, metric } = definition.sweep.objective;
    return {
      studyId: definition.studyId,
      status: progress.status,
      metric: `${split}.${metric}`,
      ended: trials.filter(({ state }) => ENDED_TRIAL_STATES.includes(state)).length,
      total: Math.max(totalTrials(definition), trials.length),
      runIds: trials.flatMap(({ state, runId }) => (state === 'done' && runId !== null ? [runId] : [])),
      best:
        best === undefined || best === null || best.runId === null
          ? null
          : { runId: best.runId, objective: best.objective!, parameters: best.parameters },
    };
  }

  records(stage: string, item: string) {
    return this.parts.store.ladders.records(this.#item(stage, item));
  }

  fileExists(file: string): boolean {
    return existsSync(path.resolve(this.parts.workspaceFolder, file));
  }

  decision(stage: string) {
    return this.parts.store.ladders.decisions(this.ladder, stage).at(-1) ?? null;
  }

  overrule(stage: string, item: string) {
    return this.parts.store.ladders.overrule(this.#item(stage, item));
  }

  remembered(stage: string, item: string): readonly string[] {
    return this.parts.store.ladders.remembered(this.#item(stage, item));
  }

  #item(stage: string, item: string): LadderItemKey {
    return { ladder: this.ladder, stage, item };
  }
}

/** Predictions that are not there are an answer to a question of evidence, not a fault. */
function ifStored<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof PredictionsMissingError) return null;
    throw error;
  }
}
