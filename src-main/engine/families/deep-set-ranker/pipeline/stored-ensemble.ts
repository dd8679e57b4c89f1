import type { StackingMember, StoredEnsemble } from '#contract/config/deep-set-ranker';
import { decodeSafetensors } from '../../../checkpoints/safetensors';
import type { StepFiles } from '../../../pipeline/step';
import type { BoostedTrees } from '../../../tabular/boosted-trees';
import { predictBoostedTrees } from '../../../tabular/boosted-trees';
import { fromTensors } from '../../../tabular/model-tensors';
import { predictRandomForest, type RandomForest } from '../../../tabular/random-forest';
import { predictRidge, type Ridge } from '../../../tabular/ridge';
import { MEMBER_STEPS } from './members';
import { readStacker } from './stacking-step';
import { readTabularModel } from './tabular-step';
import type { TeamRows } from './team-rows';

type TreeMember = Exclude<StackingMember, 'model_a'>;
type StoredTrees = NonNullable<StoredEnsemble[TreeMember]>;

/** @returns what the checkpoint `ensemble` holds beside Model A, from the files of the steps */
export function storedEnsemble(files: Readonly<Record<string, StepFiles>>): StoredEnsemble {
  const trees = (member: TreeMember): StoredTrees | null => {
    const ofStep = files[MEMBER_STEPS[member]];
    if (!ofStep) return null;
    const { document, base, tensors } = readTabularModel(ofStep);
    return {
      document: document as StoredTrees['document'],
      base: base as unknown as StoredTrees['base'],
      tensors: Buffer.from(tensors).toString('base64'),
    };
  };
  return {
    ridge: readStacker(files['Stacking']!).ridge as unknown as StoredEnsemble['ridge'],
    model_b: trees('model_b'),
    model_c: trees('model_c'),
  };
}

/** @returns the values of a stored tree model for some rows; @throws TabularModelFileError, TabularShapeError */
export function predictStored({ document, base, tensors }: StoredTrees, rows: TeamRows): readonly number[] {
  const decoded = decodeSafetensors(new Uint8Array(Buffer.from(tensors, 'base64')));
  const model = fromTensors(document, decoded, 'the checkpoint of the ensemble') as BoostedTrees | RandomForest;
  const values =
    model.kind === 'boosted-trees' ? predictBoostedTrees(model, rows.table) : predictRandomForest(model, rows.table);
  // Written by the step of the same version from a fitted ridge, and covered by the checkpoint's hash.
  const known = base === null ? null : predictRidge(base as unknown as Ridge, rows.base);
  return Array.from(values, (value, row) => value + (known?.[row] ?? 0));
}
