import { EXIT_CODE, WorkbenchError } from './workbench-error';

const list = (values: readonly (string | number)[]): string => (values.length === 0 ? 'none' : values.join(', '));

/** A comparison was asked for, and no run fits. */
export class NoRunsToCompareError extends WorkbenchError {
  readonly code = 'E-COMPARE-NO-RUNS';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(selection: string) {
    super(
      `No run fits ${selection === '' ? 'the selection' : selection}.`,
      'Name runs by their id, or give a query of the runs table: assay runs shows what is there.',
      { selection },
    );
  }
}

/** `--against` names no group of the comparison. */
export class BaselineNotFoundError extends WorkbenchError {
  readonly code = 'E-COMPARE-BASELINE';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(received: string, groups: readonly string[]) {
    super(
      `The baseline ${received} is none of the compared groups.`,
      `Name one of its runs, its group key or its name: ${list(groups)}.`,
      { received, groups },
    );
  }
}

/** Several groups have the name that was given. */
export class BaselineAmbiguousError extends WorkbenchError {
  readonly code = 'E-COMPARE-BASELINE-AMBIGUOUS';
  constructor(received: string, keys: readonly string[]) {
    super(
      `${keys.length} groups are called ${received}.`,
      `Name the baseline by a run id or a group key: ${list(keys)}.`,
      {
        received,
        keys,
      },
    );
  }
}

/** No compared run has the metric. */
export class MetricUnknownError extends WorkbenchError {
  readonly code = 'E-COMPARE-METRIC-UNKNOWN';
  constructor(received: string, available: readonly string[], nearest: string | undefined) {
    super(
      `No compared run has the metric ${received}.`,
      nearest === undefined ? `There are ${list(available)}.` : `Use ${nearest}, or one of ${list(available)}.`,
      { received, available, nearest: nearest ?? null },
    );
  }
}

/** Some runs have the metric and some do not. */
export class MetricMissingError extends WorkbenchError {
  readonly code = 'E-COMPARE-METRIC-MISSING';
  constructor(metric: string, label: string, runIds: readonly string[], reason: string) {
    super(
      `${list(runIds)} of ${label} ${runIds.length === 1 ? 'has' : 'have'} no ${metric}: ${reason}.`,
      'Leave the run out, compare at the shipped checkpoint, or train it again.',
      { metric, label, runIds },
    );
  }
}

/** A value that is NaN or infinite: a diverged run counts against its group, so it is not dropped silently. */
export class MetricNotFiniteError extends WorkbenchError {
  readonly code = 'E-COMPARE-NOT-FINITE';
  constructor(metric: string, label: string, seeds: readonly number[], runIds: readonly string[]) {
    super(
      `${metric} is not a finite number for seed ${list(seeds)} of ${label} (${list(runIds)}).`,
      'Repeat the run with a lower learning rate, or leave that seed out of both groups and say so.',
      { metric, label, seeds: seeds.map(String), runIds },
    );
  }
}

/** The groups were measured on different data: their numbers do not belong side by side. */
export class NotComparableError extends WorkbenchError {
  readonly code = 'E-COMPARE-DATA';
  constructor(reason: string, nextStep: string, details: { readonly a: string; readonly b: string }) {
    super(`The groups are not comparable: ${reason}.`, nextStep, details);
  }
}

/** Pairs over seeds need the same seeds in both groups. */
export class SeedsDifferError extends WorkbenchError {
  readonly code = 'E-COMPARE-SEEDS';
  constructor(
    groups: { readonly a: string; readonly b: string },
    seeds: { readonly onlyA: readonly number[]; readonly onlyB: readonly number[]; readonly shared: readonly number[] },
  ) {
    const { a, b } = groups;
    const alone = [
      ...(seeds.onlyA.length > 0 ? [`only ${a} has ${list(seeds.onlyA)}`] : []),
      ...(seeds.onlyB.length > 0 ? [`only ${b} has ${list(seeds.onlyB)}`] : []),
    ];
    super(
      `${a} and ${b} do not have the same seeds: ${alone.join('; ')}.`,
      seeds.shared.length === 0
        ? 'They share no seed: train both with the same seeds (assay run FILE --seeds 42,123,456).'
        : `Train the missing seeds, or compare the seeds that both have with --shared-seeds: ${list(seeds.shared)}.`,
      { a, b, shared: seeds.shared.map(String) },
    );
  }
}

/** Both groups gave the same numbers. */
export class IdenticalRunsError extends WorkbenchError {
  readonly code = 'E-COMPARE-IDENTICAL';
  constructor(a: string, b: string, difference: number) {
    super(
      `${a} minus ${b} is ${difference} for every seed, so there is no spread to compare with.`,
      difference === 0
        ? 'Either the runs are identical: check that the configurations differ in a key that is used. Or the metric does not tell them apart, as F1 of models that always say the same class: look at another one, such as the log loss.'
        : 'Values that differ by a constant are not independent trainings: check how the runs were made.',
      { a, b, difference },
    );
  }
}

/** Nobody said which way the metric is better. */
export class MetricDirectionError extends WorkbenchError {
  readonly code = 'E-COMPARE-DIRECTION';
  constructor(metric: string) {
    super(
      `${metric} has no better direction, so nothing can be called better or worse.`,
      'Compare on a metric with a direction, for example the main metric of the family.',
      { metric },
    );
  }
}

/** Stored predictions are needed and are not there, or cannot give the metric. */
export class PredictionsMissingError extends WorkbenchError {
  readonly code = 'E-COMPARE-PREDICTIONS';
  constructor(reason: string, nextStep: string, details: { readonly run?: string; readonly file?: string } = {}) {
    super(`${reason}.`, nextStep, { run: details.run ?? null, file: details.file ?? null });
  }
}

/** A format that comparisons are not written in. */
export class ReportFormatError extends WorkbenchError {
  readonly code = 'E-USAGE-FORMAT';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string, known: readonly string[]) {
    super(`--format is ${JSON.stringify(received)}.`, `Give one of ${list(known)}.`, { received });
  }
}
