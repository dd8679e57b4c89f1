import type { LoweredDataType } from '../../../compiler/lowering/lowered-graph';

/** Numbers of `TF_DataType` in the C API. */
export const TF_DATA_TYPE = { float32: 1, int32: 3, int64: 9, bool: 10 } satisfies Record<LoweredDataType, number>;

export const BYTES_PER_ELEMENT = { float32: 4, int32: 4, int64: 8, bool: 1 } satisfies Record<LoweredDataType, number>;
