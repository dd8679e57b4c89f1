import { elementCount } from './host-tensor';

/** What a model declares about one parameter tensor. */
export interface ParameterSpec {
  /** Unique, dotted path such as `encoder.0.weight`; the name in exported files. */
  readonly name: string;
  readonly shape: readonly number[];
  /** False for buffers such as running statistics: stored and exported, never stepped. */
  readonly trainable: boolean;
  /** Whether decoupled weight decay applies: false for biases, norms and embeddings. */
  readonly decay: boolean;
  /** Part of the model the parameter is counted under, for example `encoder`. */
  readonly block: string;
}

/** Where one parameter lies in the flat buffers, in elements. */
export interface ParameterSlot extends ParameterSpec {
  readonly offset: number;
  readonly length: number;
}

/**
 * All parameters of a model in one flat float32 buffer, trainable ones first, and their gradients in another of the
 * length of the trainable part. Optimisers and executors work on these buffers in place; views share their memory.
 */
export class ParameterStore {
  readonly slots: readonly ParameterSlot[];
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  /** Elements of `values` that are trainable; they lie at its start. */
  readonly trainableLength: number;
  private readonly byName: ReadonlyMap<string, ParameterSlot>;

  /**
   * @param allocate makes the two zeroed buffers; pass that of WebAssembly optimiser kernels to have them work in place
   * @param values   memory of the values; without it `allocate` makes it
   * @throws RangeError when two parameters have the same name
   */
  constructor(
    specs: readonly ParameterSpec[],
    allocate: (length: number) => Float32Array = (length) => new Float32Array(length),
    values?: Float32Array,
  ) {
    const ordered = [...specs.filter((spec) => spec.trainable), ...specs.filter((spec) => !spec.trainable)];
    let offset = 0;
    this.slots = ordered.map((spec) => {
      const slot = { ...spec, offset, length: elementCount(spec.shape) };
      offset += slot.length;
      return slot;
    });
    this.values = values ?? allocate(offset);
    this.trainableLength = this.slots.reduce((sum, slot) => sum + (slot.trainable ? slot.length : 0), 0);
    this.gradients = allocate(this.trainableLength);
    this.byName = new Map(this.slots.map((slot) => [slot.name, slot]));
    if (this.byName.size !== specs.length) throw new RangeError('Two parameters have the same name.');
  }

  /** @returns a store over the same values with gradients of its own, for what is computed beside this one */
  withOwnGradients(): ParameterStore {
    return new ParameterStore(this.slots, undefined, this.values);
  }

  /** @throws RangeError when the model has no such parameter */
  slot(name: string): ParameterSlot {
    const slot = this.byName.get(name);
    if (!slot) throw new RangeError(`There is no parameter ${name}.`);
    return slot;
  }

  /** @returns a view of one parameter's values; writing to it changes the model */
  value(name: string): Float32Array {
    const { offset, length } = this.slot(name);
    return this.values.subarray(offset, offset + length);
  }

  /** @returns a view of one trainable parameter's gradient of the last step */
  gradient(name: string): Float32Array {
    const { offset, length } = this.slot(name);
    return this.gradients.subarray(offset, offset + length);
  }
}
