import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** A request that needs an open workspace came before one was opened. */
export class NoWorkspaceError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-NONE';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor() {
    super('No workspace is open.', 'Open a folder or the sample workspace first.');
  }
}

/** The path of a workspace is a file, or does not exist and its parent neither. */
export class WorkspaceNotFolderError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-NOT-FOLDER';
  constructor(path: string, found: string) {
    super(`${path} is not a folder: ${found}.`, 'Choose a folder, or create it first.', { path });
  }
}

/** The folder of a workspace cannot be written. */
export class WorkspaceReadOnlyError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-READ-ONLY';
  /** @param reason the system's code, such as EACCES or EROFS */
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `${path} cannot be written (${reason}).`,
      'Give this user the right to write there, or copy the folder to a place that can be written and open the copy.',
      { path, reason },
      options,
    );
  }
}

/** The workspace was written by a newer Assay; nothing in it was touched. */
export class WorkspaceNewerError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-NEWER';
  constructor(path: string, version: number, known: number) {
    super(
      `${path} was made by a newer version of Assay (format ${version}; this one knows up to ${known}).`,
      'Update Assay. Nothing in the folder was changed; a copy named assay.db.v<number>.backup, where there is one, opens here when it takes the name assay.db.',
      { path, version, known },
    );
  }
}

/** The database of a workspace fails SQLite's own check, or is not a database at all. */
export class WorkspaceDamagedError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-DAMAGED';
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `${path} is damaged: ${reason}.`,
      'Move assay.db (and assay.db-wal, assay.db-shm) away and open the folder again: the runs are read back from their folders. Nothing was changed.',
      { path, reason },
      options,
    );
  }
}

/** The disk that holds a workspace is full. */
export class WorkspaceDiskFullError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-DISK-FULL';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(path: string, options?: ErrorOptions) {
    super(
      `The disk is full: ${path} could not be written.`,
      'Free some space and try again; nothing was half written.',
      { path },
      options,
    );
  }
}

/** Another process held the database longer than we wait. */
export class WorkspaceBusyError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-BUSY';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(path: string, options?: ErrorOptions) {
    super(
      `${path} is in use by another program that does not let go.`,
      'Close the program that holds the file (a backup, a database browser) and try again.',
      { path },
      options,
    );
  }
}

/** A path that should lie in the workspace's configs folder does not. */
export class ConfigPathError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-CONFIG-PATH';
  constructor(path: string) {
    super(
      `${path} is not a YAML file of the workspace's configs folder.`,
      'Use a path such as configs/experiments/my-experiment.yaml.',
      { path },
    );
  }
}

/** A configuration that was named is not there. */
export class ConfigNotFoundError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-CONFIG-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(path: string, known: readonly string[]) {
    super(
      `There is no configuration ${path}.`,
      known.length === 0 ? 'Create one on the Experiments screen.' : `Known ones: ${known.slice(0, 8).join(', ')}.`,
      { path, known },
    );
  }
}

/** The thing to undo is not in the trash any more. */
export class TrashEntryNotFoundError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-TRASH-ENTRY';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(token: string, reason: string) {
    super(
      `This cannot be put back: ${reason}.`,
      'Look for the file in the trash folder of the workspace (configs/.trash).',
      { token },
    );
  }
}

/** There is no run of that id. */
export class RunNotFoundError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-RUN-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(runId: string) {
    super(
      `There is no run ${runId} in this workspace.`,
      'List the runs with `assay runs`, or choose another workspace.',
      { runId },
    );
  }
}

/** An action does not fit the state that a run is in. */
export class RunStateError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-RUN-STATE';
  /** @param action what was asked, for example `resumed` */
  constructor(runId: string, status: string, action: string, nextStep: string) {
    super(`Run ${runId} is ${status} and cannot be ${action}.`, nextStep, { runId, status });
  }
}

/** The worker of a run was started by another process, so that it takes signals but no messages. */
export class RunElsewhereError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-RUN-ELSEWHERE';
  constructor(runId: string, action: string) {
    super(
      `Run ${runId} was started by another process and cannot be ${action} from here.`,
      'Stop it, which writes a checkpoint, and resume it from here.',
      { runId },
    );
  }
}

/** The process of a run ended without the result it should have left. */
export class WorkerEndedError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-WORKER-ENDED';
  override readonly exitCode = EXIT_CODE.internal;
  /** @param exitCode null when it is not known */
  constructor(runId: string, exit: number | null, outputFile: string) {
    super(
      `The worker of run ${runId} ended with ${exit === null ? 'no exit code' : `exit code ${exit}`} and left no result.`,
      `Resume the run from its last checkpoint; what the worker printed last is in ${outputFile}.`,
      { runId, workerExitCode: exit, outputFile },
    );
  }
}

/** A job was cancelled by whoever asked for it. */
export class JobCancelledError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-JOB-CANCELLED';
  override readonly exitCode = EXIT_CODE.interrupted;
  constructor(job: string) {
    super(`${job} was cancelled.`, 'Start it again when you want it.', { job });
  }
}

/** A job's worker ended without an answer. */
export class JobFailedError extends WorkbenchError {
  readonly code = 'E-WORKSPACE-JOB-FAILED';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(job: string, reason: string, options?: ErrorOptions) {
    super(`${job} failed: ${reason}.`, 'Try again; run `assay doctor` if it comes back.', { job, reason }, options);
  }
}
