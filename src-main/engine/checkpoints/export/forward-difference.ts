import type { ForwardPass } from '../../backend/executor';
import type { HostTensor, HostTensors } from '../../backend/host-tensor';

/** How far two models are apart, at the output where they are farthest in proportion. */
export interface ForwardDifference {
  /** Largest absolute difference of that output; Infinity when names, lengths or finiteness differ. */
  readonly largest: number;
  /** Largest finite value of that output, at least 1: what the difference is judged by. */
  readonly scale: number;
}

const NONE: ForwardDifference = { largest: 0, scale: 1 };
const INCOMPARABLE: ForwardDifference = { largest: Infinity, scale: 1 };

function compareOutput({ data }: HostTensor, other: HostTensor | undefined): ForwardDifference {
  if (other?.data.length !== data.length) return INCOMPARABLE;
  let [largest, scale] = [0, 1];
  for (let i = 0; i < data.length; i += 1) {
    const difference = Object.is(data[i], other.data[i]) ? 0 : Math.abs(data[i]! - other.data[i]!);
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    if (Number.isFinite(data[i])) scale = Math.max(scale, Math.abs(data[i]!));
  }
  return { largest, scale };
}

function compareOutputs(a: HostTensors, b: HostTensors): readonly ForwardDifference[] {
  if (Object.keys(a).length !== Object.keys(b).length) return [INCOMPARABLE];
  return Object.entries(a).map(([name, output]) => compareOutput(output, b[name]));
}

/** Computes the same inputs with two models. */
export async function forwardDifference(
  original: ForwardPass,
  readBack: ForwardPass,
  samples: readonly HostTensors[],
): Promise<ForwardDifference> {
  let worst = NONE;
  for (const inputs of samples) {
    const found = compareOutputs(await original.run(inputs), await readBack.run(inputs));
    for (const one of found) if (one.largest / one.scale > worst.largest / worst.scale) worst = one;
  }
  return worst;
}
