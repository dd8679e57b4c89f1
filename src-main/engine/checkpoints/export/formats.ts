import { ExportFormatUnavailableError } from '#contract/errors/checkpoint-errors';
import type { JobInput } from '#contract/jobs';
import type { HostTensors } from '../../backend/host-tensor';
import { decodeSafetensors, encodeSafetensors } from '../safetensors';
import { decodeNpz, encodeNpz } from './npz';
import { decodeTfjsWeights, encodeTfjsWeights, TFJS_FILES } from './tfjs-weights';

export type ExportFormatId = (JobInput & { kind: 'export' })['formats'][number];

/** Files of an export: path below the target folder to content; the first is the one to name. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

/** One format: how its files are made, and how they are read back by another reader than the writer. */
export interface ExportFormat {
  /** @param name base name of the files */
  readonly encode: (name: string, weights: HostTensors) => ExportFiles;
  readonly decode: (files: ExportFiles) => Promise<HostTensors>;
  /** Who reads them back. */
  readonly readBackBy: string;
}

const only = (files: ExportFiles): Uint8Array => [...files.values()][0]!;

const unavailable = (id: ExportFormatId, reason: string): ExportFormat => ({
  encode: () => {
    throw new ExportFormatUnavailableError(id, reason);
  },
  decode: () => Promise.reject(new ExportFormatUnavailableError(id, reason)),
  readBackBy: '',
});

/** Every export format of the contract. */
export const EXPORT_FORMATS = {
  safetensors: {
    encode: (name, weights) => new Map([[`${name}.safetensors`, encodeSafetensors(weights, { format: 'assay' })]]),
    decode: async (files) => decodeSafetensors(only(files)),
    readBackBy: 'Assay safetensors reader',
  },
  npz: {
    encode: (name, weights) => new Map([[`${name}.npz`, encodeNpz(weights)]]),
    decode: async (files) => decodeNpz(only(files)),
    readBackBy: 'Assay npz reader',
  },
  tfjs: {
    encode: (name, weights) => {
      const { manifest, weights: bytes } = encodeTfjsWeights(weights);
      return new Map([
        [`${name}-tfjs/${TFJS_FILES.manifest}`, manifest],
        [`${name}-tfjs/${TFJS_FILES.weights}`, bytes],
      ]);
    },
    decode: async (files) => {
      const [manifest, weights] = [...files.values()];
      return decodeTfjsWeights(manifest!, weights!);
    },
    readBackBy: 'TensorFlow.js io.decodeWeights',
  },
  onnx: unavailable('onnx', 'the compiled engine is not part of this version'),
} satisfies Record<ExportFormatId, ExportFormat>;
