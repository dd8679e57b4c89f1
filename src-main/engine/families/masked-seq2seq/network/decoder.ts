import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { gruCell } from '../../../layers/gru-cell';
import { linear } from '../../../layers/linear';
import { lstmCell } from '../../../layers/lstm-cell';
import { runRecurrentLayer, type BoundCell, type CellState } from '../../../layers/recurrent-cell';
import type { NetworkShape } from './network-shape';

export const CELLS = { lstm: lstmCell, gru: gruCell } as const;

/** States of the decoder's layers, lowest first; undefined: zeros. */
export type DecoderState = readonly (CellState | undefined)[];

/** The decoder bound to its weights. */
export interface Decoder {
  /** The encoder's last state starts the first layer; a second layer starts from zeros. */
  start(encoded: CellState): DecoderState;
  /**
   * One frame.
   * @param token   float32 [B, 2], the step before in the decoder's units; zeros first
   * @param dropout float32 [B, L] or undefined
   * @returns the step [B, 2] and every layer's state
   */
  step(token: Tensor2D, state: DecoderState, dropout?: Tensor2D): { output: Tensor2D; state: DecoderState };
  /**
   * All frames at once, each fed with the true step before.
   * @param tokens float32 [steps * B, 2], time-major
   * @returns float32 [steps * B, 2]
   */
  teach(tokens: Tensor2D, steps: number, start: DecoderState, dropout?: Tensor2D): Tensor2D;
}

export const layerName = (part: 'encoder' | 'decoder', layer: number): string => `${part}.${layer}`;

export function bindLayers(
  parameters: NamedTensors,
  { cell, layers }: NetworkShape,
  part: 'encoder' | 'decoder',
): readonly BoundCell[] {
  return Array.from({ length: layers }, (_, layer) => CELLS[cell].bind(parameters, layerName(part, layer)));
}

/** Reads the input and @returns the last state of the last layer; that of a first layer is dropped (spec section 4) */
export function encode(parameters: NamedTensors, shape: NetworkShape, input: Tensor2D): CellState {
  let sequence = input;
  let last: CellState | undefined;
  for (const layer of bindLayers(parameters, shape, 'encoder')) {
    ({ sequence, last } = runRecurrentLayer(layer, sequence, shape.inputSteps));
  }
  return last!;
}

/** Binds once: the weights are cut into gates here and not at every frame. */
export function bindDecoder(parameters: NamedTensors, shape: NetworkShape): Decoder {
  const layers = bindLayers(parameters, shape, 'decoder');
  const head = (hidden: Tensor2D): Tensor2D =>
    shape.denseUnits === 0
      ? linear(parameters, 'head.output', hidden)
      : linear(parameters, 'head.output', tf.relu(linear(parameters, 'head.dense', hidden)));
  const dropped = (hidden: Tensor2D, dropout?: Tensor2D): Tensor2D =>
    dropout ? tf.mul<Tensor2D>(hidden, dropout) : hidden;
  return {
    start: (encoded) => layers.map((_, layer) => (layer === 0 ? encoded : undefined)),
    step(token, state, dropout) {
      let below = token;
      const next = layers.map((layer, index) => {
        const advanced = layer.advance(layer.project(below), state[index]);
        below = advanced.hidden;
        return advanced;
      });
      return { output: head(dropped(below, dropout)), state: next };
    },
    teach(tokens, steps, start, dropout) {
      let sequence = tokens;
      layers.forEach((layer, index) => {
        ({ sequence } = runRecurrentLayer(layer, sequence, steps, start[index]));
      });
      return head(dropped(sequence, dropout));
    },
  };
}
