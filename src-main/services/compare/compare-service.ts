import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { untrainedBaselineOf } from '#contract/compare';
import type {
  ComparisonRequest,
  ComparisonTable,
  ConfigDifference,
  ConfusionTable,
  ReportFormat,
  SecondOpinion,
  SecondOpinionRequest,
  SeedCurves,
  SliceTable,
} from '#contract/compare';
import { PredictionsMissingError, SeedsDifferError } from '#contract/errors/compare-errors';
import type { RunSummary } from '#contract/runs';
import type { Store } from '../../store/store';
import { atomicWrite } from '../atomic-write';
import type { RunFolders } from '../runs/run-folders';
import type { CompareService } from '../workbench';
import { configDifference } from './config-difference';
import { buildComparison, type Comparison } from './build-comparison';
import { confusionTable, classMetricOf } from './predictions/confusion-table';
import { secondOpinion, type OpinionOptions } from './predictions/second-opinion';
import { sliceTable, type SlicedGroup } from './predictions/slice-table';
import { predictionsOf, readStoredRun } from './predictions/stored-metric';
import type { GroupValues } from './group-values';
import { seedCurves } from './seed-curves';
import { selectCompared } from './select-compared';
import { comparisonReport } from './tables/comparison-report';
import { extensionOf, writeReport } from './tables/write-report';

export interface CompareServiceParts {
  readonly workspaceFolder: string;
  readonly store: Store;
  readonly folders: RunFolders;
}

/** Comparisons of runs: tables, tests, curves, slices, second opinions, reports. Reads; writes nothing but reports. */
export class WorkspaceCompare implements CompareService {
  constructor(private readonly parts: CompareServiceParts) {}

  table(request: ComparisonRequest): ComparisonTable {
    return this.#build(request).table;
  }

  curves(request: ComparisonRequest): SeedCurves {
    const { groups, reference } = this.#build(request);
    return seedCurves(this.parts.store, groups, reference);
  }

  configDifference(request: ComparisonRequest): ConfigDifference {
    const { groups, baseline } = this.#build(request);
    return configDifference(groups, baseline);
  }

  slices(request: ComparisonRequest, slice: string | null): SliceTable {
    const { groups, reference, notes } = this.#stored(request);
    const { family } = this.#build(request).groups[0]!.runs[0]!;
    const table = sliceTable(groups, reference, predictionsOf(family), slice);
    return { ...table, notes: [...table.notes, ...notes] };
  }

  confusion(request: ComparisonRequest): ConfusionTable {
    const { groups, reference } = this.#stored(request);
    const { family } = this.#build(request).groups[0]!.runs[0]!;
    return confusionTable(groups, reference, predictionsOf(family));
  }

  async secondOpinion({ request, a, b, clusterColumn, resamples, seed }: SecondOpinionRequest): Promise<SecondOpinion> {
    const built = this.#build(request);
    const { reference } = built;
    const untrained = untrainedBaselineOf(b);
    const descriptorOf = ({ group }: GroupValues) => predictionsOf(group.runs[0]!.family);
    const optionsFor = (group: GroupValues, seeds: readonly number[]): OpinionOptions => ({
      ...reference,
      clusterColumn: clusterColumn ?? descriptorOf(group).clusterColumn,
      seeds,
      resamples,
      seed,
      classes: classMetricOf(descriptorOf(group)),
    });
    if (untrained !== null) {
      const trained = built.valuesOf(a);
      const sideOf = (baseline: string | null) => ({
        key: baseline === null ? trained.group.key : b,
        label: baseline ?? trained.group.label,
        runs: [...trained.values.values()].map(({ run }) => this.#read(run, built, baseline)),
      });
      return secondOpinion(sideOf(null), sideOf(untrained), optionsFor(trained, [...trained.values.keys()]));
    }
    const [first, second] = [built.valuesOf(a), built.valuesOf(b)];
    const seeds = [...first.values.keys()].filter((value) => second.values.has(value));
    const labels = { a: first.group.label, b: second.group.label };
    if (seeds.length === 0)
      throw new SeedsDifferError(labels, {
        onlyA: [...first.values.keys()],
        onlyB: [...second.values.keys()],
        shared: [],
      });
    const side = ({ group, values }: typeof first) => ({
      key: group.key,
      label: group.label,
      runs: seeds.map((value) => this.#read(values.get(value)!.run, built)),
    });
    return secondOpinion(side(first), side(second), optionsFor(first, seeds));
  }

  report(request: ComparisonRequest, format: ReportFormat, opinions: readonly SecondOpinion[]): string {
    const built = this.#build(request);
    return writeReport(
      comparisonReport({
        table: built.table,
        difference: configDifference(built.groups, built.baseline),
        curves: seedCurves(this.parts.store, built.groups, built.reference),
        opinions,
      }),
      format,
    );
  }

  saveReport(
    request: ComparisonRequest,
    format: ReportFormat,
    opinions: readonly SecondOpinion[],
    directory: string,
  ): { readonly path: string } {
    const { metric } = this.table(request);
    const folder = path.resolve(this.parts.workspaceFolder, directory);
    mkdirSync(folder, { recursive: true });
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    const file = path.join(folder, `compare-${metric}-${stamp}.${extensionOf(format)}`);
    atomicWrite(file, this.report(request, format, opinions));
    return { path: file };
  }

  #build(request: ComparisonRequest): Comparison {
    return buildComparison(this.parts.store, selectCompared(this.parts.store, request), request);
  }

  #read(run: RunSummary, { reference }: Comparison, baseline: string | null = null) {
    const { runId, family } = run;
    return readStoredRun({ runId, family, folder: this.parts.folders.folder(runId) }, reference, baseline);
  }

  /** Groups with the predictions that are there; a run without them is left out and named. */
  #stored(request: ComparisonRequest) {
    const built = this.#build(request);
    const notes: string[] = [];
    let missing: PredictionsMissingError | null = null;
    const groups: SlicedGroup[] = built.groups.map(({ key, label }) => ({
      key,
      label,
      isBaseline: key === built.baseline,
      runs: [...built.valuesOf(key).values].flatMap(([seed, { run }]) => {
        try {
          return [{ seed, stored: this.#read(run, built) }];
        } catch (error) {
          if (!(error instanceof PredictionsMissingError)) throw error;
          missing ??= error;
          notes.push(`${label}, seed ${seed}: ${error.message}`);
          return [];
        }
      }),
    }));
    const usable = groups.filter(({ runs }) => runs.length > 0);
    if (usable.length === 0)
      throw missing ?? new PredictionsMissingError('No compared run has ended', 'Wait for the runs, then slice them.');
    return { groups: usable, reference: built.reference, notes };
  }
}
