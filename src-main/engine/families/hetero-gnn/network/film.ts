import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { CONTEXT_WIDTHS } from '../features/context-layout';
import type { ModelParameter } from '../../family';
import { columnsOf } from './encoders';
import { affine, affineParameters, gelu, vectorParameter } from './layers';
import type { NetworkShape } from './network-shape';

/** @returns c, the numbers that FiLM is conditioned on */
export const conditionWidth = ({ film }: Pick<NetworkShape, 'film'>): number =>
  film.reduce((sum, node) => sum + CONTEXT_WIDTHS[node], 0);

/**
 * Feature-wise modulation of one node type in one layer: c -> h -> gamma, beta (Perez et al. 2018,
 * https://arxiv.org/abs/1709.07871). The last map starts as the identity: weight 0, gamma 1, beta 0. Gamma and beta have a
 * map of their own each, the two halves of the published program's single one.
 */
export function filmParameters(name: string, shape: NetworkShape): readonly ModelParameter[] {
  const { width } = shape;
  const block = 'film';
  const half = (which: string, bias: 'ones' | 'zeros'): ModelParameter[] => [
    {
      name: `${name}.${which}.weight`,
      shape: [width, width],
      trainable: true,
      decay: true,
      block,
      initializer: { kind: 'zeros' },
    },
    vectorParameter(`${name}.${which}.bias`, block, [width], { kind: bias }),
  ];
  return [
    ...affineParameters(`${name}.0`, block, conditionWidth(shape), width),
    ...half('gamma', 'ones'),
    ...half('beta', 'zeros'),
  ];
}

/**
 * gamma * y + beta.
 * @param condition float32 [rows, c]
 * @param y         float32 [rows, width]
 */
export function modulate(parameters: NamedTensors, name: string, condition: Tensor, y: Tensor): Tensor {
  const hidden = gelu(affine(parameters, `${name}.0`, condition));
  return tf.add(tf.mul(affine(parameters, `${name}.gamma`, hidden), y), affine(parameters, `${name}.beta`, hidden));
}

/** @returns float32 [rows, c] of rows of all 59 features */
export const conditionOf = ({ film }: NetworkShape, features: Tensor): Tensor =>
  tf.concat(
    film.map((node) => columnsOf(features, node)),
    1,
  );
