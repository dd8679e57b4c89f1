import type { LoweredDataType } from './lowered-graph';

/** Numbers of `TensorProto.DataType` in the ONNX specification; the `to` attribute of Cast holds one of them. */
export const ONNX_DATA_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9 } satisfies Record<LoweredDataType, number>;
