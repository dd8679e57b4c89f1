import { CONTEXT_OFFSETS } from './context-layout';
import type { ContextNode } from './context-layout';
import { battingMomentum, dotPressure, pressureIndex } from './dynamics-nodes';
import { batterState, bowlerState, partnershipState } from './actor-nodes';
import type { Moment } from './moment';
import { chaseState, phaseState, scoreState, timePressure, wicketBuffer } from './state-nodes';

/** Every number node as a function of the moment; its values in the order of docs/families/hetero-gnn.md#features. */
const CONTEXT_FEATURES = {
  score_state: scoreState,
  chase_state: chaseState,
  phase_state: phaseState,
  time_pressure: timePressure,
  wicket_buffer: wicketBuffer,
  striker_state: ({ state, next }) => batterState(state, next.striker),
  nonstriker_state: ({ state, next }) => batterState(state, next.nonStriker),
  bowler_state: bowlerState,
  partnership: partnershipState,
  batting_momentum: (moment) => [battingMomentum(moment)],
  bowling_momentum: (moment) => [-battingMomentum(moment)],
  pressure_index: (moment) => [pressureIndex(moment)],
  dot_pressure: dotPressure,
} as const satisfies Record<ContextNode, (moment: Moment) => readonly number[]>;

const ENTRIES = Object.entries(CONTEXT_FEATURES) as readonly (readonly [
  ContextNode,
  (moment: Moment) => readonly number[],
])[];

/** Writes a row of `InningsGraph.context`. @param start of the row */
export function writeContext(moment: Moment, into: Float32Array, start: number): void {
  for (const [node, featuresOf] of ENTRIES) into.set(featuresOf(moment), start + CONTEXT_OFFSETS[node]);
}
