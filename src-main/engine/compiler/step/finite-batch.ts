import { NonFiniteBatchError } from '#contract/errors/compiler-errors';
import type { HostTensors } from '../../backend/host-tensor';

/**
 * Looks for the cause of a result that is not finite. Called only then: reading every batch would cost a small model up
 * to a tenth of its step.
 * @throws NonFiniteBatchError for the first NaN of a batch, or the first infinity when there is no NaN
 */
export function assertFiniteBatch(inputs: HostTensors): void {
  for (const isBad of [Number.isNaN, (value: number) => Math.abs(value) === Infinity]) {
    for (const [name, { dtype, data }] of Object.entries(inputs)) {
      if (dtype !== 'float32') continue;
      const position = data.findIndex(isBad);
      if (position >= 0) throw new NonFiniteBatchError(name, position, data[position]!);
    }
  }
}
