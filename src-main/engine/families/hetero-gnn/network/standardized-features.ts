import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { LogisticModel } from '../baselines/logistic-regression';
import { CONTEXT_WIDTH } from '../features/context-layout';
import type { ModelParameter } from '../../family';
import { fixedParameter } from './layers';

const MEANS = 'encoder.features.mean';
const SCALES = 'encoder.features.scale';
const BLOCK = 'feature encoders';
/** A super over is rare, so its column is hundreds of deviations from its mean when there is one. */
const LARGEST = 5;

/**
 * Mean and 1 / deviation of the numbers of a moment over the training part; stored with the network, never trained.
 * @param fitted null: zeros, to be overwritten by those of a checkpoint
 */
export const standardizationParameters = (
  fitted: Pick<LogisticModel, 'means' | 'scales'> | null,
): readonly ModelParameter[] => [
  fixedParameter(MEANS, BLOCK, [CONTEXT_WIDTH], fitted?.means.subarray(0, CONTEXT_WIDTH) ?? null),
  fixedParameter(SCALES, BLOCK, [CONTEXT_WIDTH], fitted?.scales.subarray(0, CONTEXT_WIDTH) ?? null),
];

/** @param features float32 [S, 59] @returns the same, standardised; 0 for a column that never changes in training */
export const standardized = (parameters: NamedTensors, features: Tensor): Tensor =>
  tf.clipByValue(tf.mul(tf.sub(features, parameters[MEANS]!), parameters[SCALES]!), -LARGEST, LARGEST);
