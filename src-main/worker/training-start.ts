import path from 'node:path';
import type { WorkbenchError } from '#contract/errors/workbench-error';
import type { RunConfig } from '#contract/run-config';
import type { FileStore } from '../engine/checkpoints/file-store';
import { findNewestCheckpoint } from '../engine/checkpoints/find-checkpoints';
import { loadCheckpoint } from '../engine/checkpoints/load-checkpoint';
import type { TrainingStart } from '../engine/trainer/training-setup';

export interface FoundStart {
  /** null: from the beginning. */
  readonly start: TrainingStart | null;
  /** Newer checkpoints that are damaged and were passed over. */
  readonly damaged: readonly WorkbenchError[];
}

/**
 * Where an attempt begins: at the newest whole checkpoint of the run, else at the parent's for a fork, else at the start.
 * @throws CheckpointMissingError, CheckpointDamagedError for the parent of a fork
 */
export async function findTrainingStart(
  files: FileStore,
  runFolder: string,
  { parent }: RunConfig,
): Promise<FoundStart> {
  const { checkpoint, damaged } = await findNewestCheckpoint(files, path.join(runFolder, 'checkpoints'));
  if (checkpoint) return { start: { kind: 'resume', checkpoint }, damaged };
  if (!parent) return { start: null, damaged };
  const parents = await loadCheckpoint(files, parent.checkpointPath);
  return { start: { kind: parent.transfer === 'equal' ? 'transfer' : 'fork', checkpoint: parents }, damaged };
}
