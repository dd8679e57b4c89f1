import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** A word of `assay bench` is neither a workload nor a group of them. */
export class WorkloadUnknownError extends WorkbenchError {
  readonly code = 'E-BENCH-WORKLOAD-UNKNOWN';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string, known: readonly string[]) {
    super(`There is no workload ${received}.`, `Name one or more of ${known.join(', ')}; or none for all.`, {
      received,
      known,
    });
  }
}

/** Peers were asked for and there is no Python to make an environment for them. */
export class PeerPythonMissingError extends WorkbenchError {
  readonly code = 'E-BENCH-PYTHON-MISSING';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(reason: string) {
    super(
      `Peers need Python with venv and pip, and it cannot be used here: ${reason}`,
      'Install Python 3.10 or newer (on Debian and Ubuntu python3-venv too), or run the command without --peers.',
      { reason },
    );
  }
}

/** pip could not install the peers. */
export class PeerInstallFailedError extends WorkbenchError {
  readonly code = 'E-BENCH-PEERS-NOT-INSTALLED';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(packages: readonly string[], reason: string) {
    super(
      `${packages.join(' and ')} could not be installed: ${reason}`,
      'Check the connection and the free disk space and run it again, or run the command without --peers.',
      { packages, reason },
    );
  }
}

/** A process that runs steps for a benchmark ended, said something else than agreed, or took too long. */
export class BenchContenderError extends WorkbenchError {
  readonly code = 'E-BENCH-CONTENDER';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(contender: string, reason: string) {
    super(`${contender} cannot be measured: ${reason}`, 'Leave it out with --executors, or run without --peers.', {
      contender,
      reason,
    });
  }
}

/** Not one contender of a benchmark could be measured. */
export class BenchNothingMeasuredError extends WorkbenchError {
  readonly code = 'E-BENCH-NOTHING-MEASURED';
  override readonly exitCode = EXIT_CODE.unavailable;
  /** @param failures contender and what it said, one entry each */
  constructor(failures: readonly string[]) {
    super(
      `Nothing could be measured: ${failures.join('; ')}`,
      'Run `assay doctor` to see which executors are there, and name one with --executors.',
      { failures },
    );
  }
}
