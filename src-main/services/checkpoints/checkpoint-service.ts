import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CheckpointMissingError } from '#contract/errors/checkpoint-errors';
import { checkpointIdSchema, type EvaluationSplit } from '#contract/ids';
import type { EvaluateOutput, ExportOutput } from '#contract/jobs';
import { evaluatedSnapshot } from '#contract/run-detail';
import { sourceLocationSchema, type SourceLocation } from '#contract/run-config';
import type { CheckpointRecord } from '../../store/repositories/checkpoint-repository';
import type { Store } from '../../store/store';
import { toCheckpoint } from '../runs/run-detail';
import type { RunFolders } from '../runs/run-folders';
import type { CheckpointService, JobService } from '../workbench';

export interface CheckpointServiceParts {
  readonly workspaceFolder: string;
  readonly store: Store;
  readonly folders: RunFolders;
  readonly jobs: Pick<JobService, 'run'>;
  readonly locateSource: (reference: string) => SourceLocation;
}

/** The one fact of a checkpoint's `config.json` (its run's) that is read here; the rest is the worker's business. */
const trainedOnSchema = z.looseObject({ source: sourceLocationSchema });

type Pictures = NonNullable<EvaluateOutput['pictures']>;

/** Checkpoints of every run of a workspace, and what can be done with one. */
export class WorkspaceCheckpoints implements CheckpointService {
  constructor(private readonly parts: CheckpointServiceParts) {}

  list() {
    const checkpoints = this.parts.store.checkpoints
      .listAll()
      .map((record) => toCheckpoint(record, this.parts.folders));
    return { checkpoints, totalBytes: checkpoints.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  resolve(reference: string): string {
    if (!checkpointIdSchema.safeParse(reference).success) return this.#existing(path.resolve(reference), reference);
    const [runId = '', name = ''] = reference.split(':');
    const { store, folders } = this.parts;
    const record = findByName(store.checkpoints.list(store.runs.keyOf(runId)), name);
    if (!record) throw new CheckpointMissingError(reference);
    return this.#existing(folders.checkpoint(runId, record.folder), reference);
  }

  async export({ checkpoint, formats, directory }: Parameters<CheckpointService['export']>[0]): Promise<ExportOutput> {
    const checkpointPath = this.resolve(checkpoint);
    return this.parts.jobs.run(
      {
        kind: 'export',
        checkpointPath,
        formats: [...formats],
        directory: path.resolve(this.parts.workspaceFolder, directory),
        source: this.#trainedOn(checkpointPath),
        cacheFolder: this.#cacheFolder,
      },
      { name: 'export' },
    );
  }

  async evaluate({
    checkpoint,
    data,
    split,
    episodes,
  }: {
    readonly checkpoint: string;
    readonly data: string | null;
    readonly split: EvaluationSplit | null;
    readonly episodes?: number;
  }) {
    const checkpointPath = this.resolve(checkpoint);
    const source = data === null ? this.#trainedOn(checkpointPath) : this.parts.locateSource(data);
    const { pictures, ...output } = await this.parts.jobs.run(
      {
        kind: 'evaluate',
        checkpointPath,
        source,
        split,
        ...(episodes === undefined ? {} : { episodes }),
        cacheFolder: this.#cacheFolder,
      },
      { name: 'evaluate' },
    );
    if (pictures) this.#keepPictures(pictures);
    return output;
  }

  async predict({
    checkpoint,
    data,
    outFile,
  }: {
    readonly checkpoint: string;
    readonly data: string;
    readonly outFile: string;
  }) {
    const input = {
      checkpointPath: this.resolve(checkpoint),
      source: this.parts.locateSource(data),
      outFile: path.resolve(outFile),
    };
    return this.parts.jobs.run({ kind: 'predict', ...input, cacheFolder: this.#cacheFolder }, { name: 'predict' });
  }

  async inspect(checkpoint: string) {
    return this.parts.jobs.run(
      { kind: 'inspect-checkpoint', checkpointPath: this.resolve(checkpoint) },
      { name: 'inspect' },
    );
  }

  trainedModel(checkpoint: string) {
    const checkpointPath = this.resolve(checkpoint);
    return { checkpointPath, source: this.#trainedOn(checkpointPath), cacheFolder: this.#cacheFolder };
  }

  get #cacheFolder(): string {
    return path.join(this.parts.workspaceFolder, 'cache');
  }

  #existing(folder: string, reference: string): string {
    if (!existsSync(path.join(folder, 'manifest.json'))) throw new CheckpointMissingError(reference);
    return folder;
  }

  /** A checkpoint that came from another workspace has no run here to be shown with. */
  #keepPictures({ runId, step, epoch, snapshots }: Pictures): void {
    const { store } = this.parts;
    const run = store.runs.findKey(runId);
    if (run === undefined) return;
    for (const { name, split, data } of snapshots)
      store.snapshots.replaceEvaluated(run, evaluatedSnapshot(name, split), { step, epoch, data });
  }

  // A checkpoint says itself what it was trained on, so that one that came from elsewhere works too: by the path of then
  // where that still holds, else by the name.
  #trainedOn(checkpointPath: string): SourceLocation {
    const file = path.join(checkpointPath, 'config.json');
    if (!existsSync(file)) throw new CheckpointMissingError(checkpointPath);
    const { source } = trainedOnSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return existsSync(source.path) ? source : this.parts.locateSource(source.name);
  }
}

/** @param name role, or step; of several checkpoints of one step the newest */
function findByName(records: readonly CheckpointRecord[], name: string): CheckpointRecord | undefined {
  return records.find(({ roles }) => roles.includes(name)) ?? records.findLast(({ step }) => String(step) === name);
}
