import type { HostData } from '../../host-tensor';
import type { LoweredDataType, LoweredSpec } from '../../../compiler/lowering/lowered-graph';
import { graphValueArray, type GraphValue, type Pointer } from '../native/c-api';
import { TF_DATA_TYPE } from '../native/data-type';
import { allocateTensor, dimensions } from '../native/native-tensor';
import type { TensorFlowLibrary } from '../native/tensorflow-library';
import { setAttribute, type Attributes } from './attribute';

/** One operand of an operation; an array is one list argument. */
export type Operand = GraphValue | readonly GraphValue[];

const isList = (operand: Operand): operand is readonly GraphValue[] => Array.isArray(operand);

/** Constants up to this many elements are looked up by content. */
const SHARED_CONSTANT_ELEMENTS = 64;

/** Builds one TensorFlow function, operation by operation. Call {@link finish} or {@link dispose} exactly once. */
export class FunctionBuilder {
  private readonly graph: Pointer;
  private readonly constants = new Map<string, GraphValue>();
  private nextId = 0;

  constructor(private readonly library: TensorFlowLibrary) {
    this.graph = library.TF_NewGraph();
  }

  /** Declares an argument of the function; arguments keep the order of these calls in {@link finish}. */
  argument({ dtype, shape }: LoweredSpec): GraphValue {
    const operation = this.begin('Placeholder');
    this.library.TF_SetAttrType(operation, 'dtype', TF_DATA_TYPE[dtype]);
    this.library.TF_SetAttrShape(operation, 'shape', dimensions(shape), shape.length);
    return this.end(operation, 'Placeholder');
  }

  /**
   * Adds an operation. Element types and the lengths of lists follow from the operands.
   * @returns its first result; see {@link result} for the others
   * @throws TensorFlowCallError when TensorFlow refuses it: wrong shapes or types, an unknown name
   */
  operation(type: string, operands: readonly Operand[], attributes: Attributes = {}): GraphValue {
    const operation = this.begin(type);
    for (const operand of operands) {
      if (isList(operand)) this.library.TF_AddInputList(operation, graphValueArray(operand), operand.length);
      else this.library.TF_AddInput(operation, operand);
    }
    for (const [name, attribute] of Object.entries(attributes)) setAttribute(this.library, operation, name, attribute);
    return this.end(operation, type);
  }

  /** @returns another result of the operation that `first` is of */
  result(first: GraphValue, index: number): GraphValue {
    return { oper: first.oper, index };
  }

  /** @returns a constant; equal small ones are one */
  constant(data: HostData | BigInt64Array, { dtype, shape }: LoweredSpec): GraphValue {
    const key = data.length <= SHARED_CONSTANT_ELEMENTS ? `${dtype}|${shape.join()}|${bitsOf(data)}` : undefined;
    const known = key === undefined ? undefined : this.constants.get(key);
    if (known) return known;
    const value = this.newConstant(data, { dtype, shape });
    if (key !== undefined) this.constants.set(key, value);
    return value;
  }

  /** @returns a constant int32 vector: axes, sizes, a permutation */
  integers(values: readonly number[]): GraphValue {
    return this.constant(Int32Array.from(values), { dtype: 'int32', shape: [values.length] });
  }

  /** @returns a constant number */
  scalar(value: number, dtype: Exclude<LoweredDataType, 'int64' | 'bool'> = 'int32'): GraphValue {
    const data = dtype === 'int32' ? Int32Array.of(value) : Float32Array.of(value);
    return this.constant(data, { dtype, shape: [] });
  }

  /**
   * @param name unique in the process: TensorFlow keeps compiled code by it
   * @returns the `TF_Function`, which the caller deletes
   */
  finish(name: string, args: readonly GraphValue[], results: readonly GraphValue[]): Pointer {
    const { library, graph } = this;
    const inputs = graphValueArray(args);
    const outputs = graphValueArray(results);
    const takesWholeGraph = -1;
    const made = library.TF_GraphToFunction(
      graph,
      name,
      0,
      takesWholeGraph,
      null,
      args.length,
      inputs,
      results.length,
      outputs,
      null,
      null,
      name,
      library.status,
    );
    library.check('TF_GraphToFunction');
    return made;
  }

  /** Frees the graph; a finished function does not need it. */
  dispose(): void {
    this.library.TF_DeleteGraph(this.graph);
  }

  private begin(type: string): Pointer {
    return this.library.TF_NewOperation(this.graph, type, `${type}_${this.nextId++}`);
  }

  private end(operation: Pointer, type: string): GraphValue {
    const oper = this.library.TF_FinishOperation(operation, this.library.status);
    this.library.check(type);
    return { oper, index: 0 };
  }

  private newConstant(data: HostData | BigInt64Array, { dtype, shape }: LoweredSpec): GraphValue {
    const { library } = this;
    const tensor = allocateTensor(library, dtype, shape);
    if (data.byteLength > 0) library.copyBytes(library.TF_TensorData(tensor), data, data.byteLength);
    const operation = this.begin('Const');
    library.TF_SetAttrType(operation, 'dtype', TF_DATA_TYPE[dtype]);
    library.TF_SetAttrTensor(operation, 'value', tensor, library.status);
    library.check('Const');
    const value = this.end(operation, 'Const');
    library.TF_DeleteTensor(tensor);
    return value;
  }
}

const bitsOf = (data: HostData | BigInt64Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
