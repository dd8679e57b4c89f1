import type { Finding } from '../../../environments/territory/diagnostics/finding';
import type { ParameterStore } from '../../../backend/parameter-store';

/** Updates in a row with a gradient of exactly zero after which a tensor counts as dead. */
const DEAD_AFTER = 3;

/** @returns for every tensor without a gradient in the last step, how many updates in a row that has been so */
export function countDeadUpdates(
  parameters: ParameterStore,
  before: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const dead = parameters.slots.filter(
    ({ name, trainable }) => trainable && parameters.gradient(name).every((value) => value === 0),
  );
  return Object.fromEntries(dead.map(({ name }) => [name, (before[name] ?? 0) + 1]));
}

/** NET-DEAD: parameters that never get a gradient. Under cross_attention parity those of query and key are, by design of the brief. */
export function networkDead(parameters: ParameterStore, deadUpdates: Readonly<Record<string, number>>): Finding | null {
  const dead = parameters.slots.filter(({ name }) => (deadUpdates[name] ?? 0) >= DEAD_AFTER);
  if (dead.length === 0) return null;
  const count = dead.reduce((sum, { length }) => sum + length, 0);
  const share = (100 * count) / parameters.trainableLength;
  return {
    id: 'net-dead',
    severity: 'warning',
    message: `${count} parameters (${share.toFixed(1)} %) had a gradient of exactly zero in ${DEAD_AFTER} updates: ${dead.map(({ name }) => name).join(', ')}.`,
    cause: 'Nothing that the loss depends on passes through them; a softmax over one key, for example, is always 1.',
    nextStep: 'Set model.cross_attention to repaired, or leave them: they cost memory and time, not quality.',
    value: count,
  };
}
