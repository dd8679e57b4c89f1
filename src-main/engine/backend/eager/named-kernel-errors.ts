import type { ExecutorId } from '#contract/ids';
import { MissingKernelError } from '#contract/errors/engine-errors';

/** tfjs-core's words when a backend lacks a kernel (engine.ts, runKernel). */
const MISSING_KERNEL = /Kernel '(\w+)' not registered for backend/;

/**
 * Runs tensor code and names a kernel that the backend lacks.
 * @throws MissingKernelError instead of tfjs's error, with it as the cause
 */
export function withNamedKernelErrors<T>(executor: ExecutorId, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    const kernel = error instanceof Error ? MISSING_KERNEL.exec(error.message)?.[1] : undefined;
    if (kernel === undefined) throw error;
    throw new MissingKernelError(executor, kernel, { cause: error });
  }
}
