import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../backend/executor';
import type { ModelParameter } from '../families/family';

/** What a recurrent layer carries from step to step. */
export interface CellState {
  /** float32 [batch, width]. */
  readonly hidden: Tensor2D;
  /** float32 [batch, width]; absent in cells without one (GRU). */
  readonly memory?: Tensor2D;
}

/** The part of each gate that comes from the layer below, float32 [batch, width] each. */
export type ProjectedGates = readonly Tensor[];

export interface CellOptions {
  /** Dotted path of the layer. */
  readonly name: string;
  readonly inputs: number;
  readonly width: number;
  readonly block: string;
}

/** A cell bound to its weights. */
export interface BoundCell {
  /** @param x float32 [rows, inputs]: one step, or all steps of a sequence at once */
  project(x: Tensor2D): ProjectedGates;
  /** @param state undefined: all zeros, which saves its products */
  advance(projected: ProjectedGates, state: CellState | undefined): CellState;
}

/** A kind of recurrent cell. */
export interface RecurrentCell {
  parameters(options: CellOptions): readonly ModelParameter[];
  bind(parameters: NamedTensors, name: string): BoundCell;
}

/** @returns the gates of a joint tensor [..., gates * width], each [..., width] */
export const splitGates = (joint: Tensor, gates: number): Tensor[] => tf.split(joint, gates, joint.rank - 1);

/**
 * Runs a layer over a whole sequence.
 *
 * @param x     float32 [steps * batch, inputs], time-major
 * @param start undefined: zeros
 * @returns the state after each step, and the hidden states as [steps * batch, width]; owned by the enclosing tidy
 */
export function runRecurrentLayer(cell: BoundCell, x: Tensor2D, steps: number, start?: CellState) {
  const projected = cell.project(x).map((gate) => tf.split(gate, steps, 0));
  const states: CellState[] = [];
  for (let step = 0; step < steps; step += 1) {
    const gates = projected.map((gate) => gate[step]!);
    states.push(cell.advance(gates, states.at(-1) ?? start));
  }
  return {
    last: states.at(-1)!,
    sequence: tf.concat<Tensor2D>(
      states.map(({ hidden }) => hidden),
      0,
    ),
  };
}
