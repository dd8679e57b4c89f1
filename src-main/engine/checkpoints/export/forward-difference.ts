import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';

/** @returns the largest absolute difference of two results; Infinity when names, lengths or finiteness differ */
function largestDifference(a: HostTensors, b: HostTensors): number {
  let largest = Object.keys(a).length === Object.keys(b).length ? 0 : Infinity;
  for (const [name, { data }] of Object.entries(a)) {
    const other = b[name]?.data;
    if (other?.length !== data.length) return Infinity;
    for (let i = 0; i < data.length; i += 1) {
      const difference = Object.is(data[i], other[i]) ? 0 : Math.abs(data[i]! - other[i]!);
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    }
  }
  return largest;
}

/**
 * Computes the same inputs with two sets of weights.
 * @returns the largest absolute difference over all outputs of all samples
 */
export async function forwardDifference(
  original: ForwardPass,
  readBack: ForwardPass,
  samples: readonly HostTensors[],
): Promise<number> {
  let largest = 0;
  for (const inputs of samples)
    largest = Math.max(largest, largestDifference(await original.run(inputs), await readBack.run(inputs)));
  return largest;
}
