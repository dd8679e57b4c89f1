import type { StackingMember, StoredEnsemble } from '#contract/config/deep-set-ranker';
import { decodeSafetensors } from '../../../checkpoints/safetensors';
import type { StepFiles } from '../../../pipeline/step';
import { predictBoostedTrees } from '../../../tabular/boosted-trees';
import type { FeatureMatrix } from '../../../tabular/feature-matrix';
import { fromTensors, toTensors, type TabularModel } from '../../../tabular/model-tensors';
import { predictRandomForest } from '../../../tabular/random-forest';
import { predictRidge, type Ridge } from '../../../tabular/ridge';
import { MEMBER_STEPS } from './members';
import { readStacker } from './stacking-step';
import { readTabularModel } from './tabular-step';
import type { TeamRows } from './team-rows';

type TreeMember = Exclude<StackingMember, 'model_a'>;
type StoredTrees = NonNullable<StoredEnsemble[TreeMember]>;
const ORIGIN = 'the checkpoint of the ensemble';

/** @returns what the checkpoint `ensemble` holds beside Model A, from the files of the steps */
export function storedEnsemble(files: Readonly<Record<string, StepFiles>>): StoredEnsemble {
  const trees = (member: TreeMember): StoredTrees | null => {
    const ofStep = files[MEMBER_STEPS[member]];
    if (!ofStep) return null;
    const { tensors, ...documents } = readTabularModel(ofStep);
    return { ...documents, tensors: Buffer.from(tensors).toString('base64') };
  };
  return {
    ridge: toTensors(readStacker(files['Stacking']!).ridge).document,
    model_b: trees('model_b'),
    model_c: trees('model_c'),
  };
}

/** @returns the stacker or linear base of a document; @throws TabularModelFileError */
export const storedRidge = (document: StoredEnsemble['ridge']): Ridge => fromTensors(document, {}, ORIGIN) as Ridge;

/** @returns the values of a stored tree model for some rows; @throws TabularModelFileError, TabularShapeError */
export function predictStored({ document, base, tensors }: StoredTrees, rows: TeamRows): readonly number[] {
  const decoded = decodeSafetensors(new Uint8Array(Buffer.from(tensors, 'base64')));
  const values = predictTrees(fromTensors(document, decoded, ORIGIN), rows.table);
  const known = base && predictRidge(storedRidge(base), rows.base);
  return Array.from(values, (value, row) => value + (known?.[row] ?? 0));
}

function predictTrees(model: TabularModel, table: FeatureMatrix): Float64Array {
  if (model.kind === 'boosted-trees') return predictBoostedTrees(model, table);
  if (model.kind === 'random-forest') return predictRandomForest(model, table);
  throw new Error(`${ORIGIN} holds a ${model.kind} model where trees belong`);
}
