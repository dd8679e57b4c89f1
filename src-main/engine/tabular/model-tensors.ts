import type { TabularModelDocument } from '#contract/tabular-models';
import type { HostTensors } from '../backend/host-tensor';
import type { BoostedTrees } from './boosted-trees';
import type { IsotonicModel } from './isotonic';
import type { PlattModel } from './platt';
import type { RandomForest } from './random-forest';
import type { Ridge } from './ridge';

export type TabularModel = BoostedTrees | RandomForest | Ridge | IsotonicModel | PlattModel;

/** A model as a checkpoint stores it: a small JSON document, and tensors for `encodeSafetensors` (none for ridge and calibration). */
export interface StoredTabularModel {
  readonly document: TabularModelDocument;
  readonly tensors: HostTensors;
}

/** Predictions of the model that comes back are the same bits. */
export declare function toTensors(model: TabularModel): StoredTabularModel;

/**
 * @param document as read from the file; parsed by its schema
 * @param origin   path for messages
 * @throws TabularModelFileError
 */
export declare function fromTensors(document: unknown, tensors: HostTensors, origin: string): TabularModel;
