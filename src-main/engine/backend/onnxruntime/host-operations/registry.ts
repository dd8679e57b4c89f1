import type { HOST_RULES } from '../../../compiler/kernels/edge-attention';
import { edgeAttention, edgeAttentionGradient } from './edge-attention';
import type { HostOperation } from './host-operation';

/** How each operation of the domain `host` is computed. */
const HOST_OPERATIONS = {
  EdgeAttention: edgeAttention,
  EdgeAttentionGradient: edgeAttentionGradient,
} satisfies Record<keyof typeof HOST_RULES, HostOperation>;

/** @throws RangeError for an operation that a lowering gained and this table did not: a fault of ours */
export function hostOperation(operation: string): HostOperation {
  if (Object.hasOwn(HOST_OPERATIONS, operation)) return HOST_OPERATIONS[operation as keyof typeof HOST_OPERATIONS];
  throw new RangeError(`Nothing here computes the operation ${operation}.`);
}
