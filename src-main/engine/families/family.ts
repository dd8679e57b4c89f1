import type { ExperimentConfig } from '#contract/config/experiment';
import type { Diagnostic } from '#contract/diagnostics';
import type { EvaluationSplit, FamilyId } from '#contract/ids';
import type { CheckSourceOutput, GenerateOutput, GeneratorId } from '#contract/jobs';
import type { SourceLocation } from '#contract/run-config';
import type { SplitMetrics } from '#contract/runs';
import type { CutBatch } from '../backend/batch-parts';
import type { ForwardFunction, ForwardPass, LossFunction, StepResult } from '../backend/executor';
import type { HostTensors } from '../backend/host-tensor';
import type { ParameterSpec, ParameterStore } from '../backend/parameter-store';
import type { ModelTrainer } from '../pipeline/model-trainer';
import type { Pipeline } from '../pipeline/pipeline';
import type { TrainingOptions } from '../trainer/training-options';
import type { SharedValues } from './shared-values';

/** JSON-serialisable values: snapshots, preprocessing facts, states. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** How the first value of a parameter is drawn. Bounds and deviations are absolute. */
export type Initializer =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  /** Orthonormal columns (or rows, whichever are fewer) times `gain`; all dimensions but the last count as rows. */
  | { readonly kind: 'orthogonal'; readonly gain: number }
  /** `value` from one element up to, but not at, another; zeros elsewhere: biases of a forget gate, of one action. */
  | { readonly kind: 'constant-between'; readonly value: number; readonly from: number; readonly to: number }
  /** What was computed before training, as many numbers as the parameter has: a fitted model within the network. */
  | { readonly kind: 'values'; readonly values: Float32Array };

/** A parameter with its initialiser and what it costs. */
export interface ModelParameter extends ParameterSpec {
  readonly initializer: Initializer;
  /** Rows along the first dimension that start as zeros and get no gradient, such as a padding row. */
  readonly zeroRows?: readonly number[];
}

/** A block of the model for tables: parameters are grouped by `ParameterSpec.block`. */
export interface BlockDescription {
  readonly block: string;
  /** Multiply-adds of the forward pass of one sample. */
  readonly multiplyAdds: number;
  /** What one sample leaves the block with; left out where a block has several outputs. */
  readonly outputShape?: readonly number[];
}

/** A network: parameters and two pure functions over them. */
export interface Model {
  readonly parameters: readonly ModelParameter[];
  readonly blocks: readonly BlockDescription[];
  /** Training step: inputs hold the batch and its noise. */
  readonly loss: LossFunction;
  /** Evaluation: same batch inputs, no noise. */
  readonly forward: ForwardFunction;
  /** Cuts a training batch for several threads; left out where samples of a batch act on each other. */
  readonly cut?: CutBatch;
}

/** Noise that the trainer draws for one step and hands in as the input of that name. */
export interface NoiseSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: 'uniform' | 'normal' | 'bernoulli';
  /** For bernoulli: the probability of keeping; kept entries are 1 / keep, others 0 (inverted dropout). */
  readonly keep?: number;
}

export interface TrainingBatch {
  readonly inputs: HostTensors;
  readonly noise: readonly NoiseSpec[];
  /** Samples in the batch, for speed and weighting of the mean loss. */
  readonly samples: number;
}

/** Metrics of one split, and the compact per-sample predictions behind them. */
export interface Evaluation {
  readonly metrics: SplitMetrics;
  /** Mean of the training loss over the split, without noise; the monitor of early stopping may be this. */
  readonly loss: number;
  readonly predictions: PredictionTable;
}

/** Columns of equal length; written to `predictions/<split>.csv` and read back for slices. */
export interface PredictionTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What an epoch hook may say: rows for the diagnostics table, lines for the log, pictures for the run screen. */
export interface EpochFindings {
  readonly metrics: Readonly<Record<string, number>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly logLines: readonly string[];
  readonly snapshots: readonly { readonly name: string; readonly data: JsonValue }[];
}

/** What an on-policy task works with while it makes the batches of an epoch. */
export interface EpochSession {
  /** The policy with the weights of now. */
  readonly forward: ForwardPass;
  readonly parameters: ParameterStore;
  /** Another pass over the same parameters, made at the first call for a function and kept to the end of the run. */
  readonly compile: (forward: ForwardFunction) => ForwardPass;
  /** The policy with other weights: reads a store of the caller's, made at the first call for a store and kept likewise. */
  readonly forwardOf: (parameters: ParameterStore) => ForwardPass;
  /** Result of the newest step of this epoch, whose memory the next step may reuse; null before the first. */
  readonly lastStep: () => StepResult | null;
  /** Waits while the run is paused. @returns true when it should end: the epoch is then given up and begun again on resume */
  readonly isOver: () => Promise<boolean>;
}

/**
 * Batches that depend on the weights: rollouts of the policy that is being trained. Such an epoch is whole or not done, and
 * the state between two epochs is stored with every checkpoint.
 */
export interface OnPolicyLearning {
  /** Batches of an epoch (0, 1, ...); it may end early, for example when the policy has moved far enough. */
  epoch(index: number, session: EpochSession): AsyncIterable<TrainingBatch>;
  /** What the next epoch goes on from: environments, running statistics. */
  state(): JsonValue;
  /** What of it is too large for JSON, such as past weights; never written to once handed over. */
  tensors(): HostTensors;
  /**
   * @param state   as `state()` gave it, read from a checkpoint
   * @param tensors as `tensors()` gave them
   */
  restore(state: JsonValue, tensors: HostTensors): void;
}

/** Everything one run needs, made from a configuration and its data. */
export interface TrainingTask {
  readonly model: Model;
  readonly options: TrainingOptions;
  readonly stepsPerEpoch: number;
  /** Splits that can be evaluated, in order. */
  readonly splits: readonly EvaluationSplit[];
  /**
   * Batches of an epoch (0, 1, ...) in order; depends on nothing but the seed and the epoch. Of an on-policy task only the
   * shapes are used: to choose an executor.
   */
  epoch(index: number): Iterable<TrainingBatch>;
  /** Set by tasks that learn from their own policy: trained instead of `epoch`. */
  readonly onPolicy?: OnPolicyLearning;
  evaluate(split: EvaluationSplit, forward: ForwardPass): Promise<Evaluation>;
  /** Baseline id, then split: computed once, before training. */
  readonly baselines: Readonly<Record<string, Partial<Record<EvaluationSplit, SplitMetrics>>>>;
  /**
   * Predictions of baselines on a split, by id: written beside the model's own, so that differences to a baseline can be
   * resampled. Same rows; the columns that metrics and clusters need. The ids are those of the prediction descriptor.
   */
  baselinePredictions?(split: EvaluationSplit): Readonly<Record<string, PredictionTable>>;
  /** After each epoch, and with the first batch's result: attention health and other family diagnostics. */
  afterEpoch(context: EpochContext): Promise<EpochFindings>;
  /** What inference needs beside the weights (column names, normalisation); stored with every checkpoint. */
  readonly preprocessing: JsonValue;
  /** Facts for the pre-flight: sizes of the splits, padding, cache freshness. */
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    readonly state: 'ok' | 'info' | 'warning';
    readonly group: string;
  }[];
}

export interface EpochContext {
  /** Finished epochs, from 1: this one is the last of them. */
  readonly epoch: number;
  /** Means of the epoch as the trainer logs them: loss, gradient_norm, gradient_norm_max, clipped_share, ... */
  readonly training: Readonly<Record<string, number>>;
  /** Result of the first training batch of the epoch. */
  readonly firstStep: StepResult;
  readonly parameters: ParameterStore;
  readonly forward: ForwardPass;
  /** As {@link EpochSession.compile}. */
  readonly compile: (forward: ForwardFunction) => ForwardPass;
  /** As {@link EpochSession.forwardOf}. */
  readonly forwardOf: (parameters: ParameterStore) => ForwardPass;
  /** The loop is about to stop: write what helps to understand why. */
  readonly stopping: 'not_learning' | 'early_stopping' | 'completed' | null;
}

export interface PrepareContext {
  readonly seed: number;
  readonly source: SourceLocation;
  readonly cacheFolder: string;
  /** Reports a phase such as `reading data`, with a fraction where it is known. */
  phase(name: string, fraction: number | null): void;
  readonly signal: AbortSignal;
  /** What the seeds of this process have in common; left out where there is one. Used through `sharedAmongSeeds`. */
  readonly shared?: SharedValues;
}

/** A trained model on data of any kind: what evaluate, predict and export use. */
export interface InferenceTask {
  readonly model: Model;
  readonly splits: readonly EvaluationSplit[];
  evaluate(split: EvaluationSplit, forward: ForwardPass): Promise<Evaluation>;
  readonly baselines: TrainingTask['baselines'];
  /** Slices of one evaluation's predictions, for example by season or conference. */
  slices(
    split: EvaluationSplit,
    predictions: PredictionTable,
  ): readonly { name: string; value: string; metrics: SplitMetrics }[];
  /** Pictures of one evaluation for the run screen, under the names that training gives them; left out: none. */
  readonly snapshots?: (split: EvaluationSplit, evaluation: Evaluation) => EpochFindings['snapshots'];
  /** One row a prediction, with documented columns. */
  predict(forward: ForwardPass): Promise<PredictionTable>;
  /** What was left out of the data, and what of it the model does not know; left out by families that have nothing to say. */
  readonly warnings?: readonly string[];
  /** Real inputs for the parity check of exports; at least one, at most `count`. */
  sampleInputs(count: number): readonly HostTensors[];
}

/** A model family. Everything that is not general lives behind this interface (docs/recipes/add-a-family.md). */
export interface Family {
  readonly id: FamilyId;
  /** Reads and checks the data, builds batches. @throws subclasses of WorkbenchError that name file and line */
  prepare(config: ExperimentConfig, context: PrepareContext): Promise<TrainingTask>;
  /**
   * The steps of a run that is more than one training (docs/recipes/add-a-pipeline-step.md).
   * @returns null when the configuration asks for a plain training
   */
  pipeline?(config: ExperimentConfig, context: PrepareContext, trainer: ModelTrainer): Pipeline | null;
  /**
   * Refuses to go on from weights that mean something else here, before anything is prepared. Left out by families whose
   * checkpoints fit whenever their parameters do.
   * @param preprocessing what the checkpoint of this family holds
   * @param takesAll false: only parameters that are equal in name and shape are taken over
   * @throws subclasses of WorkbenchError that say what differs
   */
  checkStart?(config: ExperimentConfig, preprocessing: JsonValue, takesAll: boolean): void;
  /** The model alone, without data: for `inspect FILE`. */
  describe(config: ExperimentConfig): Model;
  /**
   * A made-up batch for that model, with shapes and value ranges of a real one: times a model where there is no data. It has
   * at least so many samples: where they come in bundles (the balls of an innings), whole bundles.
   */
  probe(config: ExperimentConfig, samples: number): TrainingBatch;
  /** A stored checkpoint on data: `split` null means everything the source holds, as never seen in training. */
  infer(
    config: ExperimentConfig,
    preprocessing: JsonValue,
    context: PrepareContext & {
      readonly split: EvaluationSplit | null;
      /** Games of each split, for a family that plays; left out: as configured. */
      readonly episodes?: number;
    },
  ): Promise<InferenceTask>;
  checkSource(path: string, signal: AbortSignal): Promise<CheckSourceOutput>;
  /**
   * Made-up data with the same columns, for samples and tests.
   * @param generator which of the family's generators, for families with several; its small one when left out
   */
  generateSource(directory: string, seed: number, generator?: GeneratorId): Promise<GenerateOutput>;
}
