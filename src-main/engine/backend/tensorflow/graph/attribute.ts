import type { LoweredDataType } from '../../../compiler/lowering/lowered-graph';
import type { Pointer } from '../native/c-api';
import { TF_DATA_TYPE } from '../native/data-type';
import type { TensorFlowLibrary } from '../native/tensorflow-library';

/** An attribute of a TensorFlow operation; the kinds are kept apart, since TensorFlow refuses `1` for `true`. */
export type Attribute =
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'type'; readonly value: LoweredDataType }
  | { readonly kind: 'string'; readonly value: string };
export type Attributes = Readonly<Record<string, Attribute>>;

export const intAttribute = (value: number): Attribute => ({ kind: 'int', value });
export const floatAttribute = (value: number): Attribute => ({ kind: 'float', value });
export const intsAttribute = (value: readonly number[]): Attribute => ({ kind: 'ints', value });
export const boolAttribute = (value: boolean): Attribute => ({ kind: 'bool', value });
export const typeAttribute = (value: LoweredDataType): Attribute => ({ kind: 'type', value });
export const stringAttribute = (value: string): Attribute => ({ kind: 'string', value });

/** Sets one attribute of an operation that is being described. */
export function setAttribute(library: TensorFlowLibrary, operation: Pointer, name: string, attribute: Attribute): void {
  switch (attribute.kind) {
    case 'int':
      return library.TF_SetAttrInt(operation, name, attribute.value);
    case 'float':
      return library.TF_SetAttrFloat(operation, name, attribute.value);
    case 'ints':
      return library.TF_SetAttrIntList(
        operation,
        name,
        BigInt64Array.from(attribute.value, BigInt),
        attribute.value.length,
      );
    case 'bool':
      return library.TF_SetAttrBool(operation, name, Number(attribute.value));
    case 'type':
      return library.TF_SetAttrType(operation, name, TF_DATA_TYPE[attribute.value]);
    case 'string':
      return library.TF_SetAttrString(operation, name, attribute.value, Buffer.byteLength(attribute.value));
  }
}
