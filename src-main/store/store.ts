import type { Database } from 'better-sqlite3';
import { openDatabase, translateSqliteError } from './open-database';
import { AttemptRepository } from './repositories/attempt-repository';
import { CheckpointRepository } from './repositories/checkpoint-repository';
import { ConfigValueRepository } from './repositories/config-value-repository';
import { DiagnosticRepository } from './repositories/diagnostic-repository';
import { DraftRepository } from './repositories/draft-repository';
import { LadderRepository } from './repositories/ladder-repository';
import { LogRepository } from './repositories/log-repository';
import { MetricRepository } from './repositories/metric-repository';
import { RunRepository } from './repositories/run-repository';
import { RunStepRepository } from './repositories/run-step-repository';
import { SnapshotRepository } from './repositories/snapshot-repository';
import { SourceRepository } from './repositories/source-repository';
import { StudyRepository } from './repositories/study-repository';
import { TrashRepository } from './repositories/trash-repository';
import { TrialRepository } from './repositories/trial-repository';

/** The database of one workspace: a repository for each concept, and transactions over several. */
export class Store {
  readonly runs: RunRepository;
  readonly attempts: AttemptRepository;
  readonly metrics: MetricRepository;
  readonly logs: LogRepository;
  readonly diagnostics: DiagnosticRepository;
  readonly checkpoints: CheckpointRepository;
  readonly snapshots: SnapshotRepository;
  readonly runSteps: RunStepRepository;
  readonly configValues: ConfigValueRepository;
  readonly drafts: DraftRepository;
  readonly sources: SourceRepository;
  readonly trash: TrashRepository;
  readonly studies: StudyRepository;
  readonly trials: TrialRepository;
  readonly ladders: LadderRepository;

  /** @param database open and of the newest layout; closed by {@link close} */
  constructor(readonly database: Database) {
    this.runs = new RunRepository(database);
    this.attempts = new AttemptRepository(database);
    this.metrics = new MetricRepository(database);
    this.logs = new LogRepository(database);
    this.diagnostics = new DiagnosticRepository(database);
    this.checkpoints = new CheckpointRepository(database);
    this.snapshots = new SnapshotRepository(database);
    this.runSteps = new RunStepRepository(database);
    this.configValues = new ConfigValueRepository(database);
    this.drafts = new DraftRepository(database);
    this.sources = new SourceRepository(database);
    this.trash = new TrashRepository(database);
    this.studies = new StudyRepository(database);
    this.trials = new TrialRepository(database);
    this.ladders = new LadderRepository(database);
  }

  /** @param path file, or `:memory:`; throws what {@link openDatabase} throws */
  static open(path: string): Store {
    return new Store(openDatabase(path));
  }

  /**
   * Runs a function in one immediate transaction: it takes the write lock first, so that it waits for another process at the
   * beginning and never fails in the middle.
   * @throws WorkspaceDiskFullError, WorkspaceBusyError; the transaction is undone then
   */
  transaction<T>(action: () => T): T {
    try {
      return this.database.transaction(action).immediate();
    } catch (error) {
      throw translateSqliteError(this.database.name, error);
    }
  }

  /** A number that changes when another connection has written. */
  dataVersion(): number {
    return this.database.pragma('data_version', { simple: true }) as number;
  }

  close(): void {
    this.database.close();
  }
}
