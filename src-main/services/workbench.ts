import type { BenchInput, BenchOutput } from '#contract/bench';
import type { TabularBenchOutput, TabularWorkloadId } from '#contract/bench-tabular';
import type { TopicName, TopicPayload } from '#contract/channels';
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
import type { ConfigCheck, ConfigDocument, ConfigFile, MissingData, SchemaKind } from '#contract/configs';
import type { ExperimentConfig } from '#contract/config/experiment';
import type { InningsAnswers, InningsPlace, JudgedInningsList, Simulation, SimulationRequest } from '#contract/cricket';
import type { EvaluationSplit, FamilyId, RunId, Split, StudyId } from '#contract/ids';
import type {
  CheckSourceOutput,
  EvaluateOutput,
  ExportOutput,
  GenerateOutput,
  InspectOutput,
  JobInput,
  JobOutput,
  MeasureModelOutput,
  PredictOutput,
} from '#contract/jobs';
import type { ModelDescription, ModelReference } from '#contract/models';
import type { Checkpoint, LogLine, RunDetail, Series, Snapshot } from '#contract/run-detail';
import type { SourceLocation } from '#contract/run-config';
import type { StartsFrom } from './configs/starts-from';
import type { RunResult, RunSummary } from '#contract/runs';
import type { CostPreview, StudyDetail, StudySummary } from '#contract/sweeps';
import type { DoctorCheck, Settings, Source, Workspace } from '#contract/settings';
import type {
  PlayAnswer,
  PlayedDecision,
  PlayQuestion,
  PlaySettings,
  SavedGame,
  SavedGameEntry,
  StartedGame,
} from '#contract/territory-play';
import type { AblationMatrix, LadderFile, LadderRunOutcome, LadderState, ReadyTable } from '#contract/stages';

/** What both doors (window and command line) stand on. Made by `createWorkbench`; one for a process. */
export interface Workbench {
  readonly settings: SettingsService;
  readonly topics: Topics;
  /** The open workspace; null before one was opened. */
  readonly workspace: WorkspaceSession | null;
  /** @throws NoWorkspaceError when none is open */
  requireWorkspace(): WorkspaceSession;
  /**
   * Opens a folder, initialising it when it holds no workspace yet, and closes the one that was open. Follows or ends the
   * runs that another process left behind.
   * @throws WorkspaceNotFolderError, WorkspaceReadOnlyError, WorkspaceNewerError, WorkspaceDamagedError
   */
  openWorkspace(path: string): Promise<WorkspaceSession>;
  /** Opens the sample workspace of this user, made from the app's resources when it is not there yet. */
  openSampleWorkspace(): Promise<WorkspaceSession>;
  recentWorkspaces(): readonly Workspace[];
  doctor(): Promise<readonly DoctorCheck[]>;
  /** Ends timers, watchers and the database; runs that train go on in their own processes. */
  close(): Promise<void>;
}

/** Messages to whoever listens; the window's layer forwards them. */
export interface Topics {
  /** @returns a function that ends the subscription */
  subscribe<K extends TopicName>(topic: K, listener: (payload: TopicPayload<K>) => void): () => void;
  publish<K extends TopicName>(topic: K, payload: TopicPayload<K>): void;
}

export interface SettingsService {
  current(): Settings;
  /** Writes the file and publishes `settings:changed`. */
  update(change: Partial<Settings>): Settings;
  /** What was wrong with the settings file at start, or null; the broken file is kept beside the new one. */
  readonly warning: string | null;
}

/** Services of one open workspace. */
export interface WorkspaceSession {
  readonly path: string;
  info(): Workspace;
  readonly configs: ConfigService;
  readonly runs: RunService;
  readonly checkpoints: CheckpointService;
  readonly models: ModelService;
  readonly cricket: CricketService;
  readonly sources: SourceService;
  readonly jobs: JobService;
  readonly bench: BenchService;
  readonly sweeps: SweepService;
  readonly compare: CompareService;
  readonly play: PlayService;
  readonly ladders: LadderService;
}

/** A configuration after every default and override. */
export interface ResolvedConfig {
  readonly config: ExperimentConfig;
  /** Relative to the workspace; null for a file outside it. */
  readonly configPath: string | null;
  /** Set by a `# starts-from:` line, as `runs.fork` writes it. */
  readonly startsFrom: StartsFrom | null;
}

/** `path=value` as given to `--set`; the value is read as a YAML scalar or flow collection. */
export type Override = string;

export interface ConfigService {
  list(): readonly ConfigFile[];
  /** Experiments whose data source is not found; a text that cannot be read names none. */
  missingData(): readonly MissingData[];
  read(path: string): ConfigDocument;
  /** Atomic; ends the draft of that file. */
  write(path: string, text: string): void;
  /** @param copyOf path of a configuration or null for the family's ready-made one; @returns path of the new file */
  create(request: { readonly name: string; readonly family: FamilyId; readonly copyOf: string | null }): string;
  trash(path: string): { readonly undoToken: string };
  restore(undoToken: string): { readonly path: string };
  saveDraft(draft: {
    readonly path: string;
    readonly text: string;
    readonly line: number;
    readonly column: number;
  }): void;
  discardDraft(path: string): void;
  /** Everything wrong with a text, with places and fixes; never throws for what a person typed. */
  check(path: string, text: string): ConfigCheck;
  /** JSON Schema for the editor. */
  schema(kind: SchemaKind): Record<string, unknown>;
  /**
   * @param file    path in the workspace, absolute path, path from the current folder, or name of a ready-made experiment
   * @throws ConfigNotFoundError, ConfigSyntaxError, ConfigUnknownKeyError, ConfigValueError, ConfigMissingKeyError
   */
  resolve(file: string, overrides?: readonly Override[]): ResolvedConfig;
  /** @returns the text of a file that {@link resolve} would find, comments included @throws ConfigNotFoundError */
  textOf(file: string): string;
  /** Parameters and one measured step of the text as typed. */
  preflight(path: string, text: string): Promise<InspectOutput>;
}

export interface StartRunsRequest {
  readonly configPath: string;
  /** null: the seeds of the file. */
  readonly seeds: readonly number[] | null;
  readonly overrides?: readonly Override[];
  readonly name?: string;
}

export interface RunListRequest {
  readonly query: string;
  readonly includeTrash: boolean;
  /** Query-language sort key, `-created` for example; used when the query has no `order by`. */
  readonly sort?: string;
  /** Used when the query has no `limit`. */
  readonly limit?: number;
}

/** One metric over the runs of a group. */
export interface GroupMetric {
  readonly mean: number;
  /** With n - 1 in the denominator; null below two runs. */
  readonly sd: number | null;
  /** 95 % Student interval of the mean; null below two runs. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly n: number;
}

/** A group of runs that differ in nothing but the seed. */
export interface RunGroup {
  readonly groupKey: string;
  readonly name: string;
  readonly family: FamilyId;
  readonly runIds: readonly RunId[];
  readonly seeds: readonly number[];
  /** Runs that are counted: finished ones. */
  readonly n: number;
  /** Split, then metric, over the counted runs. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, GroupMetric>>>>;
}

/** A run whose configuration and id are decided, for a trial of a sweep. */
export interface PlannedRun {
  readonly runId: RunId;
  readonly config: ExperimentConfig;
  readonly configPath: string | null;
}

export interface RunService {
  /** One run for each seed, queued; training starts as places are free. */
  start(request: StartRunsRequest): Promise<{ readonly runIds: readonly RunId[] }>;
  /** One run with the first seed of its configuration, queued; nothing happens when there is a run of that id. */
  startPlanned(plan: PlannedRun): Promise<void>;
  /** A run that was stopped because its pruner said so is called pruned. */
  markPruned(runId: RunId): void;
  /** @throws QuerySyntaxError, QueryFieldError with the place in the query */
  list(request: RunListRequest): {
    readonly rows: readonly RunSummary[];
    readonly total: number;
    readonly elapsedMs: number;
  };
  groups(request: RunListRequest): readonly RunGroup[];
  /** @throws RunNotFoundError */
  summary(runId: RunId): RunSummary;
  get(runId: RunId): RunDetail;
  /** The stored `result.json`; null while there is none. */
  result(runId: RunId): RunResult | null;
  series(request: {
    readonly runId: RunId;
    readonly split: Split;
    readonly metric: string;
    readonly maxPoints: number;
  }): Series;
  log(request: { readonly runId: RunId; readonly limit: number }): {
    readonly lines: readonly LogLine[];
    readonly total: number;
  };
  snapshot(request: { readonly runId: RunId; readonly name: string; readonly epoch: number | null }): Snapshot | null;
  pause(runId: RunId): void;
  continue(runId: RunId): void;
  /** Checkpoint and end, or out of the queue. Resolves when the request is on its way; see `settled`. */
  stop(runId: RunId): Promise<void>;
  /** Queues another attempt that goes on from the last checkpoint. */
  resume(runId: RunId): Promise<void>;
  /** Writes a new experiment with the run's configuration. @returns its path in the workspace */
  fork(request: { readonly runId: RunId; readonly checkpoint: string | null }): { readonly path: string };
  trash(runIds: readonly RunId[]): void;
  restore(runIds: readonly RunId[]): void;
  /** Runs of this process that are queued or train. */
  readonly activeCount: number;
  /** Stops every run of this process; resolves when their workers have ended. */
  stopAll(): Promise<void>;
  /** Resolves when none of these runs is queued or live any more, everything ingested. */
  settled(runIds: readonly RunId[]): Promise<readonly RunSummary[]>;
}

/** A data set by the name of a registered source, or by path. */
export type DataReference = string;

export interface CheckpointService {
  list(): { readonly checkpoints: readonly Checkpoint[]; readonly totalBytes: number };
  /**
   * @param reference `runId:best-<metric>`, `runId:last`, `runId:<step>` or a checkpoint folder
   * @returns absolute path of the folder @throws CheckpointMissingError
   */
  resolve(reference: string): string;
  export(request: {
    readonly checkpoint: string;
    readonly formats: readonly ('safetensors' | 'npz' | 'onnx' | 'tfjs')[];
    /** Absolute, or relative to the workspace. */
    readonly directory: string;
  }): Promise<ExportOutput>;
  /** @param data null: the source the model was trained on */
  evaluate(request: {
    readonly checkpoint: string;
    readonly data: DataReference | null;
    readonly split: EvaluationSplit | null;
    /** Games of a family that plays; left out: as configured. */
    readonly episodes?: number;
  }): Promise<EvaluateOutput>;
  predict(request: {
    readonly checkpoint: string;
    readonly data: DataReference;
    readonly outFile: string;
  }): Promise<PredictOutput>;
  inspect(checkpoint: string): Promise<InspectOutput>;
  /**
   * What a job needs to ask a checkpoint about the data that it was trained on.
   * @throws CheckpointMissingError, SourceNotFoundError
   */
  trainedModel(checkpoint: string): TrainedModel;
}

/** A checkpoint folder and the source of its run. */
export interface TrainedModel {
  readonly checkpointPath: string;
  readonly source: SourceLocation;
  readonly cacheFolder: string;
}

/**
 * Questions to a stored network of cricket about the innings of validation and test.
 * @throws each: CheckpointMissingError, NotACricketModelError and the reader's errors
 */
export interface CricketService {
  innings(checkpoint: string): Promise<JudgedInningsList>;
  /** @throws InningsNotFoundError */
  ask(checkpoint: string, place: InningsPlace): Promise<InningsAnswers>;
  /**
   * Plays the rest of an innings many times; progress goes to `job:progress` as `cricket-simulation`. One at a time: a new
   * one cancels the one before.
   * @throws InningsNotFoundError, DeliveryNotSimulatedError, JobCancelledError
   */
  simulate(checkpoint: string, request: SimulationRequest): Promise<Simulation>;
  /** Cancels the simulation that is under way, if there is one. */
  stopSimulation(): void;
}

/** Models side by side: what experiments would build and what checkpoints hold. */
export interface ModelService {
  /** @throws ConfigNotFoundError, ConfigSyntaxError, CheckpointMissingError and the reader's errors */
  describe(reference: ModelReference): Promise<ModelDescription>;
  /**
   * Times the model on made-up batches in a worker; progress goes to `job:progress` as `measure-model`.
   * @param samples batch sizes
   */
  measure(reference: ModelReference, samples: readonly number[]): Promise<MeasureModelOutput>;
}

export interface SourceService {
  list(): readonly Source[];
  /** Checks, then registers. @throws SourceNotFoundError and the reader's errors; nothing is registered then */
  add(name: string, path: string): Promise<Source>;
  check(name: string): Promise<CheckSourceOutput>;
  generate(kind: string, directory: string, seed: number): Promise<GenerateOutput>;
}

export interface JobService {
  /**
   * Runs work that needs the engine in a worker; progress goes to the topic `job:progress`.
   * @param options.name   names the job in progress messages; @param options.signal cancels it
   * @throws JobCancelledError, JobFailedError, or the error that the worker wrote
   */
  run<K extends JobInput['kind']>(
    input: Extract<JobInput, { kind: K }>,
    options?: { readonly name?: string; readonly signal?: AbortSignal },
  ): Promise<JobOutput<K>>;
  /** Starts work that answers questions until it is ended; progress as above. */
  converse(input: Extract<JobInput, { kind: 'territory-play' }>): Conversation;
  /** Model and estimates of an experiment; `measure` reads the data and times one step. */
  inspectExperiment(
    file: string,
    options: { readonly overrides?: readonly Override[]; readonly measure: boolean },
  ): Promise<InspectOutput>;
}

/** A job that lives on between questions. */
export interface Conversation {
  /** Answer to the question that stood in the job's input. @throws the error that the worker wrote, JobFailedError */
  readonly first: Promise<PlayAnswer>;
  /** Questions are answered in their order. @throws the worker's error; JobCancelledError once it is ended */
  ask(question: PlayQuestion): Promise<PlayAnswer>;
  /** Tells the worker to end. */
  end(): void;
  /** Resolves when the worker has ended, whatever the reason. */
  readonly ended: Promise<void>;
}

export interface StartGameRequest extends PlaySettings {
  /** `runId:best-score`, for example. */
  readonly checkpointId: string;
}

/** Games of a person against a checkpoint: one at a time, its network in a worker. */
export interface PlayService {
  /**
   * Gives the game before up and starts another; with the same checkpoint its worker goes on.
   * @throws CheckpointMissingError, NotAPlayerError, EnvironmentHashError, FrameStackError and what reading a checkpoint throws
   */
  start(request: StartGameRequest): Promise<StartedGame & { readonly gameId: number }>;
  /** @throws GameNotRunningError, ActionMaskedError */
  play(gameId: number, action: number): Promise<PlayedDecision>;
  /** Gives the worker back, unless another game has begun. */
  end(gameId: number): void;
  /** Keeps the game as far as it is played. @throws GameNotRunningError */
  save(gameId: number): { readonly file: string; readonly path: string };
  /** Newest first; files that cannot be read are left out. */
  saved(): readonly SavedGameEntry[];
  /** @param file name in the folder of games @throws SavedGameUnreadableError */
  read(file: string): SavedGame;
}

/** What is to be timed; `withPeers` puts other libraries beside it, installed into a throw-away folder when missing. */
export type BenchRequest = Omit<BenchInput, 'kind' | 'peers'> & { readonly withPeers: boolean };

export interface TabularBenchRequest {
  readonly workloads: readonly TabularWorkloadId[];
  readonly withPeers: boolean;
}

export interface BenchService {
  /**
   * Times one training step of models on executors and peers; progress goes to the topic `job:progress` as `bench`.
   * @throws PeerPythonMissingError, PeerInstallFailedError, ExecutorUnavailableError, JobCancelledError, JobFailedError
   */
  run(request: BenchRequest, options?: { readonly signal?: AbortSignal }): Promise<BenchOutput>;
  /**
   * Times whole fits of tabular models, and of XGBoost and scikit-learn beside them; progress as above.
   * @throws PeerPythonMissingError, PeerInstallFailedError, JobCancelledError, JobFailedError
   */
  runTabular(request: TabularBenchRequest, options?: { readonly signal?: AbortSignal }): Promise<TabularBenchOutput>;
  /**
   * Best values that TPE finds on functions of known shape, and Optuna's beside them with the same trials.
   * @throws PeerPythonMissingError, PeerInstallFailedError, BenchContenderError
   */
  runSweep(
    request: { readonly withPeers: boolean },
    options?: { readonly signal?: AbortSignal },
  ): Promise<SweepBenchOutput>;
}

/** Best values of one sampler over the seeds of a problem. */
export interface SweepBenchValues {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Choosing a trial, storage left out on both sides. */
  readonly msPerTrial: number;
}

export interface SweepBenchOutput {
  readonly seeds: number;
  /** Of Optuna; null without peers. */
  readonly peerVersion: string | null;
  readonly rows: readonly {
    readonly name: string;
    readonly trials: number;
    readonly ours: SweepBenchValues;
    readonly peer: SweepBenchValues | null;
    /** Whether our median is at most the peer's. */
    readonly isNoWorse: boolean | null;
  }[];
}

export interface StartSweepRequest {
  /** Sweep file: path in the workspace, absolute path, path from the current folder, or name of a ready-made one. */
  readonly configPath: string;
  /** Keys of the sweep file, or of the experiment for every trial. */
  readonly overrides?: readonly Override[];
}

/** Studies of a workspace: their loops run in the process that started or resumed them. */
export interface SweepService {
  /** Newest first. */
  list(): readonly StudySummary[];
  /** @throws StudyNotFoundError */
  get(studyId: StudyId): StudyDetail;
  /** What a sweep would cost. `measure` reads the data and times one step. @throws what reading the file throws */
  preview(request: StartSweepRequest & { readonly measure: boolean }): Promise<CostPreview>;
  /** Starts a study; its trials are begun as places are free. @throws what reading the file throws, WarmStartError */
  start(request: StartSweepRequest): { readonly studyId: StudyId };
  /** No trial is begun any more; those that run stop with a checkpoint. See `settled`. */
  stop(studyId: StudyId): Promise<void>;
  /**
   * Goes on with a study that was stopped or interrupted, also by a rule: trials that were running are taken up.
   * @throws StudyStateError, StudyElsewhereError
   */
  resume(studyId: StudyId): void;
  /** Puts trials back with the parameters they had, and goes on with the study. @throws TrialStateError */
  requeue(studyId: StudyId, numbers: readonly number[]): void;
  /** Resolves when the study has no loop in this process any more, its files written. */
  settled(studyId: StudyId): Promise<StudySummary>;
  /** Stops every study of this process; resolves when their loops have ended. */
  stopAll(): Promise<void>;
  /** Studies whose loop runs in this process. */
  readonly activeCount: number;
}

/** Runs side by side. Every view takes the same request; docs/comparing.md says what the numbers mean. */
export interface CompareService {
  /**
   * Groups over seeds with paired tests against the baseline. What is wrong with one pair is a refusal in its row.
   * @throws NoRunsToCompareError, MetricUnknownError, NotComparableError, BaselineNotFoundError, BaselineAmbiguousError
   */
  table(request: ComparisonRequest): ComparisonTable;
  curves(request: ComparisonRequest): SeedCurves;
  configDifference(request: ComparisonRequest): ConfigDifference;
  /** @param slice name of a slice or column; null: the family's first @throws PredictionsMissingError */
  slices(request: ComparisonRequest, slice: string | null): SliceTable;
  /** @throws PredictionsMissingError for a family that predicts no classes */
  confusion(request: ComparisonRequest): ConfusionTable;
  /**
   * Bootstrap over clusters of the stored predictions, against another group or against a baseline without training whose
   * predictions the runs have stored; lets others work in between.
   * @throws PredictionsMissingError
   */
  secondOpinion(request: SecondOpinionRequest): Promise<SecondOpinion>;
  /** @param opinions second opinions that go with the tables */
  report(request: ComparisonRequest, format: ReportFormat, opinions: readonly SecondOpinion[]): string;
  /** @param directory absolute, or relative to the workspace; @returns absolute path of the new file */
  saveReport(
    request: ComparisonRequest,
    format: ReportFormat,
    opinions: readonly SecondOpinion[],
    directory: string,
  ): { readonly path: string };
}

/** How a ladder is worked on. */
export interface LadderRunOptions {
  /** Runs that train at once, where the setting says fewer; null: as the setting says. */
  readonly jobs?: number | null;
  /** Last stage that is worked on; null: all. */
  readonly until: string | null;
  /** Goes on with what the ladder names where no rule decides, and says so in the decision. */
  readonly takesFallback: boolean;
  /** Stops after the runs that train now; they stop with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Called before each piece of work, in words, with the runs that it waits for. */
  readonly onWork?: (text: string, runIds: readonly RunId[]) => void;
}

/**
 * Ladders: questions that evidence answers, decisions as rules. States are computed at each look.
 * Every method throws LadderNotFoundError, LadderFamilyError and the errors of a configuration file.
 */
export interface LadderService {
  list(): readonly LadderFile[];
  state(path: string): LadderState;
  /** Trains, tunes, exports and decides what the checklist lacks, until nothing is left or a person has to decide. */
  run(path: string, options: LadderRunOptions): Promise<LadderRunOutcome>;
  /** Works on it in the background and tells the end by `stages:ended`. */
  start(path: string, options: Pick<LadderRunOptions, 'until' | 'takesFallback'>): void;
  /** Ends the work that {@link start} began: runs that train stop with a checkpoint. */
  stop(path: string): Promise<void>;
  /** Takes a decision by hand. @param choose variant, or null for the base @throws LadderNoteMissingError, LadderTargetError, LadderNotReadyError */
  decide(request: {
    readonly path: string;
    readonly stage: string;
    readonly choose: string | null;
    readonly note: string;
  }): { readonly wrote: string };
  /** Takes what the rules say. @throws LadderNotReadyError when they do not decide */
  acceptRule(path: string, stage: string): { readonly wrote: string };
  /** @param note null: the item is judged by its evidence again */
  overrule(request: {
    readonly path: string;
    readonly stage: string;
    readonly item: string;
    readonly note: string | null;
  }): void;
  /** The ready-made tables with what is there now. */
  tables(path: string): readonly ReadyTable[];
  /** @param metric null: the matrix's own @throws AblationsMissingError, AblationIdenticalError */
  matrix(path: string, metric: string | null): AblationMatrix;
  /** The matrix as text in a format. @param metric as in {@link matrix} */
  matrixReport(path: string, metric: string | null, format: ReportFormat): string;
  /** Queues every missing and failed cell, or only those of some rows. @param cells ids; null: all */
  queueMatrix(
    path: string,
    cells: readonly string[] | null,
    seeds?: readonly number[] | null,
  ): Promise<{ readonly runIds: readonly RunId[] }>;
  /** Board, ready-made tables, decisions and matrix as one document. */
  report(path: string, format: ReportFormat): string;
}
