import type { FamilyId } from '#contract/ids';
import type { EngineRecord } from '#contract/runs';
import type { Executor } from '../backend/executor';
import type { ParameterStore } from '../backend/parameter-store';
import type { LoadedCheckpoint } from '../checkpoints/checkpoint';
import type { FileStore } from '../checkpoints/file-store';
import type { JsonValue, TrainingTask } from '../families/family';
import type { RandomFiller } from '../random/random-filler';
import type { RunControl } from './run-control';
import type { RunReporter } from './run-reporter';

/**
 * Where a run continues from. `fork`: weights and optimiser of another run, under this run's own configuration; `transfer`:
 * only those weights that this model has too, by name and shape, and from the first epoch.
 */
export interface TrainingStart {
  readonly kind: 'resume' | 'fork' | 'transfer';
  readonly checkpoint: LoadedCheckpoint;
}

/** Everything the training loop works with. */
export interface TrainingSetup {
  readonly family: FamilyId;
  readonly task: TrainingTask;
  /** Holds the weights to start from; ends with the shipped ones. */
  readonly parameters: ParameterStore;
  readonly executor: Executor;
  readonly engine: EngineRecord;
  readonly filler: RandomFiller;
  readonly reporter: RunReporter;
  readonly control: RunControl;
  readonly files: FileStore;
  readonly runFolder: string;
  /** The run's `config.json`; copied into each checkpoint. */
  readonly config: JsonValue;
  /** null: from the beginning, with the values in `parameters`. */
  readonly start: TrainingStart | null;
}
