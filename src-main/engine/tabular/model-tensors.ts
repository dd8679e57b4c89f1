import { TabularModelFileError } from '#contract/errors/tabular-errors';
import { TABULAR_MODEL_VERSION, tabularModelDocumentSchema, type TabularModelDocument } from '#contract/tabular-models';
import { float32, int32, type HostTensor, type HostTensors } from '../backend/host-tensor';
import type { BoostedTrees } from './boosted-trees';
import type { IsotonicModel } from './isotonic';
import type { PlattModel } from './platt';
import type { RandomForest } from './random-forest';
import type { Ridge } from './ridge';
import type { TreeEnsemble } from './tree-ensemble';

export type TabularModel = BoostedTrees | RandomForest | Ridge | IsotonicModel | PlattModel;

/** A model as a checkpoint stores it: a small JSON document, and tensors for `encodeSafetensors` (none for ridge and calibration). */
export interface StoredTabularModel {
  readonly document: TabularModelDocument;
  readonly tensors: HostTensors;
}

/** The arrays of an ensemble by the names and element types that they have in a file. */
const ARRAYS = {
  roots: 'int32',
  feature: 'int32',
  threshold: 'float32',
  missingLeft: 'bool',
  left: 'int32',
  value: 'float32',
  gain: 'float32',
  cover: 'float32',
} as const satisfies Record<keyof TreeEnsemble, HostTensor['dtype']>;

function treesToTensors(trees: TreeEnsemble): HostTensors {
  const flat = (data: Float32Array): HostTensor => float32(data, [data.length]);
  const whole = (data: Int32Array): HostTensor => int32(data, [data.length]);
  return {
    roots: whole(trees.roots),
    feature: whole(trees.feature),
    threshold: flat(trees.threshold),
    missingLeft: { dtype: 'bool', shape: [trees.missingLeft.length], data: trees.missingLeft },
    left: whole(trees.left),
    value: flat(trees.value),
    gain: flat(trees.gain),
    cover: flat(trees.cover),
  };
}

/**
 * A model as a checkpoint keeps it. Predictions of the model that comes back are the same bits; what is lost is the forest's
 * out-of-bag prediction, which belongs to the training rows.
 */
export function toTensors(model: TabularModel): StoredTabularModel {
  const { parameters, tensors } = split(model);
  return { document: { schemaVersion: TABULAR_MODEL_VERSION, model: parameters }, tensors };
}

/** @returns what is small enough for JSON, and the arrays */
function split(model: TabularModel): { parameters: TabularModelDocument['model']; tensors: HostTensors } {
  switch (model.kind) {
    case 'boosted-trees': {
      const { trees, ...parameters } = model;
      return { parameters, tensors: treesToTensors(trees) };
    }
    case 'random-forest': {
      const { kind, featureNames } = model;
      return { parameters: { kind, featureNames }, tensors: treesToTensors(model.trees) };
    }
    default:
      return { parameters: model, tensors: {} };
  }
}

/** @returns the trees; @throws TabularModelFileError when an array is missing or a node points outside of its tree */
function treesFromTensors(tensors: HostTensors, columns: number, origin: string): TreeEnsemble {
  for (const [name, dtype] of Object.entries(ARRAYS))
    if (tensors[name]?.dtype !== dtype) throw new TabularModelFileError(origin, `the tensor ${name} is missing`);
  const trees: TreeEnsemble = {
    roots: Int32Array.from(tensors.roots!.data),
    feature: Int32Array.from(tensors.feature!.data),
    threshold: Float32Array.from(tensors.threshold!.data),
    missingLeft: Uint8Array.from(tensors.missingLeft!.data),
    left: Int32Array.from(tensors.left!.data),
    value: Float32Array.from(tensors.value!.data),
    gain: Float32Array.from(tensors.gain!.data),
    cover: Float32Array.from(tensors.cover!.data),
  };
  checkTrees(trees, columns, origin);
  return trees;
}

function checkTrees(trees: TreeEnsemble, columns: number, origin: string): void {
  const { roots, feature, left } = trees;
  const nodes = feature.length;
  const sizes = [trees.threshold, trees.missingLeft, left, trees.value, trees.gain, trees.cover];
  if (sizes.some((array) => array.length !== nodes) || roots.length === 0 || roots.at(-1) !== nodes)
    throw new TabularModelFileError(origin, 'its tensors have different lengths');
  // Children come after their parent, so walking down always ends.
  const isWrong = feature.some((column, node) => {
    const child = left[node]!;
    return column >= columns || (column >= 0 && (child <= node || child + 1 >= nodes));
  });
  if (isWrong || roots.some((root, tree) => root < 0 || (tree > 0 && root < roots[tree - 1]!)))
    throw new TabularModelFileError(origin, 'a node points outside of its tree');
}

/**
 * @param document as read from the file; parsed by its schema
 * @param origin   path for messages
 * @throws TabularModelFileError
 */
export function fromTensors(document: unknown, tensors: HostTensors, origin: string): TabularModel {
  const parsed = tabularModelDocumentSchema.safeParse(document);
  if (!parsed.success) throw new TabularModelFileError(origin, parsed.error.issues[0]!.message);
  const { model } = parsed.data;
  switch (model.kind) {
    case 'boosted-trees':
      return { ...model, trees: treesFromTensors(tensors, model.featureNames.length, origin) };
    case 'random-forest':
      return { ...model, trees: treesFromTensors(tensors, model.featureNames.length, origin), outOfBag: null };
    default:
      return model;
  }
}
