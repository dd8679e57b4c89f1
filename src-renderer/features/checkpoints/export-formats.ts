import type { RequestInput } from '#contract/channels';

type Format = RequestInput<'checkpoints:export'>['formats'][number];

/** Formats that an export can write and read back. */
export const EXPORT_FORMATS: readonly { readonly id: Format; readonly label: string; readonly detail: string }[] = [
  { id: 'safetensors', label: 'safetensors', detail: 'weights by name, shape and type' },
  { id: 'npz', label: 'npz', detail: 'the same arrays for NumPy' },
  { id: 'onnx', label: 'ONNX', detail: 'model and weights in one file, for ONNX Runtime' },
  { id: 'tfjs', label: 'TensorFlow.js', detail: 'weights with a manifest, no layer library' },
];
export type ExportFormat = Format;

/** @returns the label of a format, also of one that this list does not offer */
export const formatLabel = (format: Format): string => EXPORT_FORMATS.find(({ id }) => id === format)?.label ?? format;

/** @returns a folder under `exports/` that names run, seed and epoch: `exports/deep-set-ranker-s42-e12` */
export function exportFolder(runName: string, seed: number | null, epoch: number): string {
  const slug = runName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `exports/${[slug === '' ? 'run' : slug, seed === null ? '' : `s${seed}`, `e${epoch}`].filter(Boolean).join('-')}`;
}

/** How a read-back file compares with the model. */
export function parityVerdict(maxAbsoluteError: number, limit: number): 'identical' | 'within' | 'outside' {
  if (maxAbsoluteError === 0) return 'identical';
  return maxAbsoluteError <= limit ? 'within' : 'outside';
}
