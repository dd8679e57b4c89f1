import type { TerritoryAgentReplay } from '#contract/snapshots/territory-agent-replay';
import { sharesOf, type Plane } from './stored-plane';

/** What the network said of all decisions. */
export interface Thoughts {
  /** [decisions, 90] */
  readonly probabilities: Float32Array;
  readonly attention: Plane | null;
  readonly gates: readonly Plane[];
}

/** Reads the bytes of a snapshot once, for every decision. */
export function readThoughts({ probabilities, attention, gates }: TerritoryAgentReplay): Thoughts {
  const plane = ({ side, values }: { readonly side: number; readonly values: string }): Plane => ({
    side,
    values: sharesOf(values),
  });
  return {
    probabilities: sharesOf(probabilities),
    attention: attention === null ? null : plane(attention),
    gates: gates.map(plane),
  };
}
