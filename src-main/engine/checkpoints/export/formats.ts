import type { JobInput } from '#contract/jobs';
import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import { decodeSafetensors, encodeSafetensors } from '../safetensors';
import type { ExportSource } from './export-source';
import { decodeNpz, encodeNpz } from './npz';
import { encodeOnnxModel, openOnnxModel } from './onnx-model';
import { decodeTfjsWeights, encodeTfjsWeights, TFJS_FILES } from './tfjs-weights';

export type ExportFormatId = (JobInput & { kind: 'export' })['formats'][number];

/** Files of an export: path below the target folder to content; the first is the one to name. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

interface FormatFacts {
  /** Who reads the files back: another reader than the writer. */
  readonly readBackBy: string;
  /** Largest difference of a forward pass, for an output up to 1; in proportion for a larger one. */
  readonly limit: number;
}

/** A format of weights alone; the model around them is Assay's. */
export interface WeightsFormat extends FormatFacts {
  readonly kind: 'weights';
  /** @param name base name of the files */
  readonly encode: (name: string, weights: HostTensors) => ExportFiles;
  readonly decode: (files: ExportFiles) => Promise<HostTensors>;
}

/** A format that computes without Assay. */
export interface ModelFormat extends FormatFacts {
  readonly kind: 'model';
  /** @param name base name of the files */
  readonly encode: (name: string, source: ExportSource) => ExportFiles;
  /** @returns the files' model, with outputs under the names of the source's */
  readonly open: (files: ExportFiles, source: ExportSource) => Promise<ForwardPass>;
}

/** Weights are stored as they are: any difference beyond rounding is a fault. */
const WEIGHTS_LIMIT = 1e-6;

const only = (files: ExportFiles): Uint8Array => [...files.values()][0]!;

/** Every export format of the contract. */
export const EXPORT_FORMATS = {
  safetensors: {
    kind: 'weights',
    limit: WEIGHTS_LIMIT,
    encode: (name, weights) => new Map([[`${name}.safetensors`, encodeSafetensors(weights, { format: 'assay' })]]),
    decode: async (files) => decodeSafetensors(only(files)),
    readBackBy: 'Assay safetensors reader',
  },
  npz: {
    kind: 'weights',
    limit: WEIGHTS_LIMIT,
    encode: (name, weights) => new Map([[`${name}.npz`, encodeNpz(weights)]]),
    decode: async (files) => decodeNpz(only(files)),
    readBackBy: 'Assay npz reader',
  },
  tfjs: {
    kind: 'weights',
    limit: WEIGHTS_LIMIT,
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
  onnx: {
    kind: 'model',
    limit: 1e-5,
    encode: (name, source) => new Map([[`${name}.onnx`, encodeOnnxModel(source)]]),
    open: (files, source) => openOnnxModel(only(files), source),
    readBackBy: 'ONNX Runtime',
  },
} satisfies Record<ExportFormatId, WeightsFormat | ModelFormat>;
