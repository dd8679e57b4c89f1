import type { CheckpointManifest, TrainingState } from '#contract/checkpoint-files';
import type { FamilyId } from '#contract/ids';
import type { HostTensors } from '../backend/host-tensor';
import type { JsonValue } from '../families/family';

/** Files of a checkpoint folder beside the manifest. */
export const CHECKPOINT_FILES = {
  weights: 'weights.safetensors',
  optimizer: 'optimizer.safetensors',
  /** Outputs of the first step of the epoch in progress: the epoch hook needs them when a run is resumed. */
  epoch: 'epoch.safetensors',
  /** Large parts of what an on-policy task goes on from; left out where there are none. */
  task: 'task.safetensors',
  state: 'state.json',
  preprocessing: 'preprocessing.json',
  config: 'config.json',
} as const;
export const MANIFEST_FILE = 'manifest.json';

/** Everything a checkpoint holds: weights, optimiser state, loop state, and what inference needs. */
export interface CheckpointContent {
  readonly family: FamilyId;
  readonly weights: HostTensors;
  readonly optimizer: HostTensors;
  readonly epochTensors: HostTensors;
  readonly taskTensors: HostTensors;
  readonly state: TrainingState;
  readonly preprocessing: JsonValue;
  /** The run's `config.json`. */
  readonly config: JsonValue;
  readonly metrics: CheckpointManifest['metrics'];
  readonly roles: readonly string[];
}

/** A checkpoint read back and verified. */
export interface LoadedCheckpoint extends CheckpointContent {
  readonly folder: string;
  readonly manifest: CheckpointManifest;
}
