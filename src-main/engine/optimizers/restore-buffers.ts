import { OptimizerStateError } from './optimizer-errors';
import type { OptimizerState } from './optimizer';

/**
 * Copies saved buffers into live ones after checking all of them, so that a wrong state changes nothing.
 * @throws OptimizerStateError naming the first buffer that is missing, unknown or of another length
 */
export function restoreBuffers(live: OptimizerState, saved: OptimizerState): void {
  for (const name of Object.keys(saved)) {
    if (!live[name]) throw new OptimizerStateError(name, 'present', 'no such buffer for this optimizer.kind');
  }
  for (const [name, buffer] of Object.entries(live)) {
    const source = saved[name];
    const received = source ? `${source.length} numbers` : 'missing';
    if (source?.length !== buffer.length) throw new OptimizerStateError(name, received, `${buffer.length} numbers`);
  }
  for (const [name, buffer] of Object.entries(live)) buffer.set(saved[name]!);
}
