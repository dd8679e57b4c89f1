import type { Diagnostic } from '#contract/diagnostics';
import type { RunSummary } from '#contract/runs';
import type { LadderRecord, StoredDecision } from '#contract/stages';
import { ladderSchema, type Ladder } from '#contract/config/ladder';
import type { Cell, Evidence, StudyFacts } from '../../src-main/stages/evidence';
import { runSummary } from './run-summary';
import { exampleRunId } from './workspace-run-config';

/** Evidence that a test writes down: runs by cell, everything else by name. */
export class WrittenEvidence implements Evidence {
  readonly #runs = new Map<string, RunSummary[]>();
  readonly curves = new Map<string, readonly number[]>();
  readonly found = new Map<string, readonly Diagnostic[]>();
  readonly files = new Set<string>();
  readonly decisions = new Map<string, StoredDecision>();
  readonly notes = new Map<string, { note: string; at: number }>();
  readonly memory = new Map<string, readonly string[]>();
  readonly made: LadderRecord[] = [];
  /** `runId slice=value` to metric. */
  readonly slices = new Map<string, number>();
  #count = 0;

  static keyOf = ({ experiment, settings }: Cell): string => JSON.stringify([experiment, settings]);

  /** Adds a finished run of a cell. @returns its id */
  add(cell: Cell, seed: number, value: number | null, change: Partial<RunSummary> = {}): string {
    this.#count += 1;
    const runId = exampleRunId(this.#count);
    const run = runSummary({
      runId,
      seed,
      status: 'done',
      metrics: { validation: { n: 72, clusters: 36, conference_spearman: value } },
      ...change,
    });
    const key = WrittenEvidence.keyOf(cell);
    this.#runs.set(key, [run, ...(this.#runs.get(key) ?? [])]);
    return runId;
  }

  remove(runId: string): void {
    for (const [key, runs] of this.#runs)
      this.#runs.set(
        key,
        runs.filter((run) => run.runId !== runId),
      );
  }

  runsOf = (cell: Cell) => this.#runs.get(WrittenEvidence.keyOf(cell)) ?? [];
  curve = (runId: string) => this.curves.get(runId) ?? [];
  diagnostics = (runId: string) => this.found.get(runId) ?? [];
  parameters = () => 6_763_387;
  query = () => [...this.#runs.values()].flat();
  sliceValues = (runId: string, _split: string, slice: string) => {
    const values = [...this.slices.keys()]
      .filter((key) => key.startsWith(`${runId} ${slice}=`))
      .map((key) => key.slice(key.indexOf('=') + 1));
    return values.length === 0 ? null : values;
  };
  sliceMetric = (runId: string, _metric: string, slice: string, value: string) =>
    this.slices.get(`${runId} ${slice}=${value}`) ?? null;
  /** The study of whatever sweep a stage asks for. */
  studied: StudyFacts | null = null;
  study = () => this.studied;
  records = () => this.made;
  fileExists = (file: string) => this.files.has(file);
  decision = (stage: string) => this.decisions.get(stage) ?? null;
  overrule = (stage: string, item: string) => this.notes.get(`${stage}/${item}`) ?? null;
  remembered = (stage: string, item: string) => this.memory.get(`${stage}/${item}`) ?? [];
}

/** @returns a ladder of one or more stages with defaults written out */
export const exampleLadder = (change: Readonly<Record<string, unknown>>): Ladder =>
  ladderSchema.parse({
    ladder: 'example',
    name: 'Example',
    family: 'deep-set-ranker',
    experiment: 'sample',
    metric: 'validation.conference_spearman',
    seeds: [1, 2, 3],
    ...change,
  });
