import type { HostData } from '../../backend/host-tensor';
import type {
  LoweredAttribute,
  LoweredDataType,
  LoweredInitializer,
  LoweredNode,
  LoweredSpec,
  LoweredValue,
} from './lowered-graph';

type Attributes = Readonly<Record<string, LoweredAttribute>>;

/** Larger initializers are not looked up by content: comparing them costs more than the rare duplicate. */
const SHARED_INITIALIZER_ELEMENTS = 4096;

/**
 * Collects nodes and initializers. Asking twice for the same operation on the same inputs gives the same value
 * (hash-consing), so rules need not care whether a neighbour has already emitted what they need.
 */
export class GraphBuilder {
  readonly nodes: LoweredNode[] = [];
  readonly initializers: LoweredInitializer[] = [];
  readonly values = new Map<string, LoweredSpec>();
  private readonly emitted = new Map<string, readonly string[]>();
  private readonly sharedInitializers = new Map<string, string>();
  private nextId = 0;

  /** Declares a graph input. */
  input(value: LoweredValue): string {
    this.values.set(value.name, value);
    return value.name;
  }

  /** @returns the name of the single result of an operation */
  emit(
    operation: string,
    inputs: readonly string[],
    output: LoweredSpec,
    attributes: Attributes = {},
    domain: LoweredNode['domain'] = '',
  ): string {
    return this.emitMany(operation, inputs, [output], attributes, domain)[0]!;
  }

  /** @returns the names of the results of an operation, in order */
  emitMany(
    operation: string,
    inputs: readonly string[],
    outputs: readonly LoweredSpec[],
    attributes: Attributes = {},
    domain: LoweredNode['domain'] = '',
  ): readonly string[] {
    const key = `${operation}|${inputs.join(',')}|${JSON.stringify(attributes)}|${outputs.length}`;
    const known = this.emitted.get(key);
    if (known) return known;
    const names = outputs.map((spec) => this.declare(spec));
    this.nodes.push({ operation, domain, inputs, outputs: names, attributes });
    this.emitted.set(key, names);
    return names;
  }

  /** @returns the name of a constant tensor */
  initializer(data: HostData | BigInt64Array, shape: readonly number[], dtype: LoweredDataType): string {
    const key = data.length <= SHARED_INITIALIZER_ELEMENTS ? `${dtype}|${shape.join()}|${bitsOf(data)}` : undefined;
    const known = key === undefined ? undefined : this.sharedInitializers.get(key);
    if (known !== undefined) return known;
    const name = this.declare({ shape, dtype }, 'c');
    this.initializers.push({ name, shape, dtype, data });
    if (key !== undefined) this.sharedInitializers.set(key, name);
    return name;
  }

  /** @returns the name of a constant int64 vector: a shape, axes, bounds */
  integers(values: readonly number[]): string {
    return this.initializer(BigInt64Array.from(values, BigInt), [values.length], 'int64');
  }

  scalar(value: number, dtype: LoweredDataType = 'float32'): string {
    return this.initializer(typedArray([value], dtype), [], dtype);
  }

  /** @returns what is known of a value. @throws RangeError for a name that nobody declared: a fault of a rule */
  specOf(name: string): LoweredSpec {
    const spec = this.values.get(name);
    if (!spec) throw new RangeError(`The lowered graph has no value ${name}.`);
    return spec;
  }

  /** Emits a reshape of a materialised value; none when it has that shape already. */
  reshape(name: string, shape: readonly number[]): string {
    const spec = this.specOf(name);
    if (spec.shape.length === shape.length && spec.shape.every((size, axis) => size === shape[axis])) return name;
    return this.emit('Reshape', [name, this.integers(shape)], { shape, dtype: spec.dtype });
  }

  /** Declares a value for a node that the caller places itself. */
  declare({ shape, dtype }: LoweredSpec, prefix = 'v'): string {
    const name = `${prefix}${this.nextId++}`;
    this.values.set(name, { shape, dtype });
    return name;
  }
}

/** Content as text, exact: -0 and NaN payloads are kept apart, which decimal text would not do. */
function bitsOf(data: HostData | BigInt64Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}

/** @returns numbers in the array type of an element type */
export function typedArray(values: ArrayLike<number>, dtype: LoweredDataType): HostData | BigInt64Array {
  switch (dtype) {
    case 'float32':
      return Float32Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(Array.from(values, BigInt));
    case 'bool':
      return Uint8Array.from(values);
  }
}
