import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';

/** How far two models are apart. */
export interface ForwardDifference {
  /** Largest absolute difference over all outputs of all samples; Infinity when names, lengths or finiteness differ. */
  readonly largest: number;
  /** Largest finite value of the original: what the difference is to be judged by. */
  readonly magnitude: number;
}

/** @returns how far two results are apart */
function compare(a: HostTensors, b: HostTensors): ForwardDifference {
  let largest = Object.keys(a).length === Object.keys(b).length ? 0 : Infinity;
  let magnitude = 0;
  for (const [name, { data }] of Object.entries(a)) {
    const other = b[name]?.data;
    if (other?.length !== data.length) return { largest: Infinity, magnitude };
    for (let i = 0; i < data.length; i += 1) {
      const difference = Object.is(data[i], other[i]) ? 0 : Math.abs(data[i]! - other[i]!);
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
      if (Number.isFinite(data[i])) magnitude = Math.max(magnitude, Math.abs(data[i]!));
    }
  }
  return { largest, magnitude };
}

/** Computes the same inputs with two models. */
export async function forwardDifference(
  original: ForwardPass,
  readBack: ForwardPass,
  samples: readonly HostTensors[],
): Promise<ForwardDifference> {
  let [largest, magnitude] = [0, 0];
  for (const inputs of samples) {
    const found = compare(await original.run(inputs), await readBack.run(inputs));
    largest = Math.max(largest, found.largest);
    magnitude = Math.max(magnitude, found.magnitude);
  }
  return { largest, magnitude };
}
