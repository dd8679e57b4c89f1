import { WorkbenchError } from '#contract/errors/workbench-error';

/** A saved schedule state does not belong to this kind of schedule. */
export class ScheduleStateError extends WorkbenchError {
  readonly code = 'E-SCHEDULE-STATE';
  constructor(received: readonly string[], expected: readonly string[]) {
    const list = (keys: readonly string[]): string => (keys.length > 0 ? keys.join(', ') : 'nothing');
    super(
      `The saved state of the learning-rate schedule holds ${list(received)}, expected ${list(expected)}.`,
      'Resume with the schedule.kind of the checkpoint, or start a new run from its weights.',
      { received, expected },
    );
  }
}

/** @throws ScheduleStateError unless the state has exactly these keys */
export function assertStateKeys(state: object, expected: readonly string[]): void {
  const received = Object.keys(state);
  if (received.length !== expected.length || expected.some((key) => !received.includes(key))) {
    throw new ScheduleStateError(received, expected);
  }
}
