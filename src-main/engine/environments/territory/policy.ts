import type { TerritoryObservations } from './observation/observation-layout';
import type { SeatView } from './game/seat-view';

/** Rows that want an action. */
export interface PolicyInput {
  readonly rows: number;
  readonly observations: TerritoryObservations;
  /** uint8 [rows, 90] */
  readonly actionMasks: Uint8Array;
  /** int32 [rows], decisions since the episode began: 0 tells a frame stack to start anew. */
  readonly decisions: Int32Array;
  /** uint8 [rows], 0 = nobody plays this row any more, what is written for it is ignored. */
  readonly isPlaying: Uint8Array;
  /** The game as the player of a row may know it; scripted and linear policies use it, networks do not. */
  readonly view: (row: number) => SeatView;
}

/** Anything that can be evaluated by its logits: a network, the linear learner. Both sampling and argmax are done by the evaluation. */
export interface LogitPolicy {
  readonly name: string;
  /** Writes unmasked logits, float32 [rows, 90]. */
  logits(input: PolicyInput, out: Float32Array): void | Promise<void>;
}
