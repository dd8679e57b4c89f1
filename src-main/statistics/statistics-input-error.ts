/** Why numbers cannot be compared. */
export type StatisticsInputCode =
  | 'E-STATISTICS-NOT-FINITE'
  | 'E-STATISTICS-TOO-FEW'
  | 'E-STATISTICS-TOO-MANY'
  | 'E-STATISTICS-IDENTICAL'
  | 'E-STATISTICS-SEEDS'
  | 'E-STATISTICS-RANGE';

/**
 * The numbers given do not allow the statistic: what is wrong with them, and what the person can do. Not a WorkbenchError,
 * because this folder imports nothing but itself; services pass `code`, message and `nextStep` on.
 */
export class StatisticsInputError extends Error {
  constructor(
    readonly code: StatisticsInputCode,
    message: string,
    readonly nextStep: string,
  ) {
    super(message);
    this.name = 'StatisticsInputError';
  }
}

/** @throws StatisticsInputError when a value is NaN or infinite, naming its place */
export function assertFinite(values: readonly number[]): void {
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return;
  throw new StatisticsInputError(
    'E-STATISTICS-NOT-FINITE',
    `Value ${place + 1} of ${values.length} is ${values[place]}, not a finite number.`,
    'Leave the diverged run out, or repeat it with a lower learning_rate.',
  );
}

/** @throws StatisticsInputError when there are fewer than `least` values or one is not finite */
export function assertSample(values: readonly number[], least: number): void {
  if (values.length < least) {
    throw new StatisticsInputError(
      'E-STATISTICS-TOO-FEW',
      `${values.length} value(s) were given; at least ${least} are needed.`,
      'Queue the missing seeds.',
    );
  }
  assertFinite(values);
}

/** @throws StatisticsInputError when a share, level or probability is outside [0, 1] */
export function assertProbability(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new StatisticsInputError(
    'E-STATISTICS-RANGE',
    `The ${name} is ${value}, outside 0 to 1.`,
    'Give a number from 0 to 1.',
  );
}
