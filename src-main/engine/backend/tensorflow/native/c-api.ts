/** Address of something that TensorFlow owns; valid until the matching delete function is called. */
export type Pointer = bigint;

/** One result of an operation in a graph: `TF_Output` of the C API. */
export interface GraphValue {
  readonly oper: Pointer;
  readonly index: number;
}

/** What each C type is in TypeScript, as an argument. Arrays are passed by address and must live through the call. */
interface ArgumentTypes {
  'void *': Pointer | NodeJS.ArrayBufferView | null;
  'const char *': string | null;
  int: number;
  size_t: number;
  float: number;
  uint8_t: number;
  int64_t: number;
  TF_Output: GraphValue;
}
interface ResultTypes {
  void: void;
  'void *': Pointer;
  'const char *': string;
  int: number;
  size_t: number | bigint;
}
type ArgumentType = keyof ArgumentTypes;
type ResultType = keyof ResultTypes;
type Signature = readonly [ResultType, readonly ArgumentType[]];

/**
 * The part of TensorFlow's C API that the executor calls.
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/c/c_api.h
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/c/eager/c_api.h
 */
export const C_API = {
  TF_Version: ['const char *', []],
  TF_NewStatus: ['void *', []],
  TF_DeleteStatus: ['void', ['void *']],
  TF_GetCode: ['int', ['void *']],
  TF_Message: ['const char *', ['void *']],

  TF_AllocateTensor: ['void *', ['int', 'void *', 'int', 'size_t']],
  TF_TensorData: ['void *', ['void *']],
  TF_DeleteTensor: ['void', ['void *']],

  TF_NewGraph: ['void *', []],
  TF_DeleteGraph: ['void', ['void *']],
  TF_NewOperation: ['void *', ['void *', 'const char *', 'const char *']],
  TF_AddInput: ['void', ['void *', 'TF_Output']],
  TF_AddInputList: ['void', ['void *', 'void *', 'int']],
  TF_FinishOperation: ['void *', ['void *', 'void *']],
  TF_SetAttrString: ['void', ['void *', 'const char *', 'const char *', 'size_t']],
  TF_SetAttrInt: ['void', ['void *', 'const char *', 'int64_t']],
  TF_SetAttrIntList: ['void', ['void *', 'const char *', 'void *', 'int']],
  TF_SetAttrFloat: ['void', ['void *', 'const char *', 'float']],
  TF_SetAttrBool: ['void', ['void *', 'const char *', 'uint8_t']],
  TF_SetAttrType: ['void', ['void *', 'const char *', 'int']],
  TF_SetAttrShape: ['void', ['void *', 'const char *', 'void *', 'int']],
  TF_SetAttrTensor: ['void', ['void *', 'const char *', 'void *', 'void *']],
  TF_GraphToFunction: [
    'void *',
    [
      'void *',
      'const char *',
      'uint8_t',
      'int',
      'void *',
      'int',
      'void *',
      'int',
      'void *',
      'void *',
      'void *',
      'const char *',
      'void *',
    ],
  ],
  TF_DeleteFunction: ['void', ['void *']],

  TFE_NewContextOptions: ['void *', []],
  TFE_ContextOptionsSetConfig: ['void', ['void *', 'void *', 'size_t', 'void *']],
  TFE_DeleteContextOptions: ['void', ['void *']],
  TFE_NewContext: ['void *', ['void *', 'void *']],
  TFE_ContextAddFunction: ['void', ['void *', 'void *', 'void *']],
  TFE_ContextRemoveFunction: ['void', ['void *', 'const char *', 'void *']],
  TFE_ContextListDevices: ['void *', ['void *', 'void *']],
  TF_DeviceListCount: ['int', ['void *']],
  TF_DeviceListName: ['const char *', ['void *', 'int', 'void *']],
  TF_DeleteDeviceList: ['void', ['void *']],

  TFE_NewTensorHandle: ['void *', ['void *', 'void *']],
  TFE_DeleteTensorHandle: ['void', ['void *']],
  TFE_TensorHandleResolve: ['void *', ['void *', 'void *']],
  TFE_NewOp: ['void *', ['void *', 'const char *', 'void *']],
  TFE_DeleteOp: ['void', ['void *']],
  TFE_OpReset: ['void', ['void *', 'const char *', 'void *', 'void *']],
  TFE_OpSetDevice: ['void', ['void *', 'const char *', 'void *']],
  TFE_OpAddInputList: ['void', ['void *', 'void *', 'int', 'void *']],
  TFE_OpSetAttrBool: ['void', ['void *', 'const char *', 'uint8_t']],
  TFE_OpSetAttrString: ['void', ['void *', 'const char *', 'const char *', 'size_t']],
  TFE_Execute: ['void', ['void *', 'void *', 'void *', 'void *']],
} as const satisfies Record<string, Signature>;

/** Name of a function of the table. */
export type FunctionName = keyof typeof C_API;

type ArgumentsOf<Names extends readonly ArgumentType[]> = { -readonly [I in keyof Names]: ArgumentTypes[Names[I]] };

/** The bound functions, typed by the table. */
export type TensorFlowFunctions = {
  readonly [Name in FunctionName]: (
    ...values: ArgumentsOf<(typeof C_API)[Name][1]>
  ) => ResultTypes[(typeof C_API)[Name][0]];
};

/** Size of `TF_Output` in an array: an address, an int and padding. */
const GRAPH_VALUE_BYTES = 16;

/** @returns graph values as the array of structs that list arguments take */
export function graphValueArray(values: readonly GraphValue[]): Buffer {
  const bytes = Buffer.alloc(GRAPH_VALUE_BYTES * values.length);
  values.forEach(({ oper, index }, position) => {
    bytes.writeBigUInt64LE(oper, GRAPH_VALUE_BYTES * position);
    bytes.writeInt32LE(index, GRAPH_VALUE_BYTES * position + 8);
  });
  return bytes;
}

/** `TF_OK` */
export const STATUS_OK = 0;
