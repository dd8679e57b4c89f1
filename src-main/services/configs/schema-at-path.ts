import { z } from 'zod';

/** @returns the schema below defaults, nullability and preprocessing */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return (inner.shape as Record<PropertyKey, z.core.$ZodType>)[key];
  if (inner instanceof z.ZodRecord) return inner.valueType;
  return inner instanceof z.ZodArray ? inner.element : undefined;
}

/** @returns the schema of a key, or undefined where the path leaves the schema */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((current, key) => current && child(current, key), schema);
}

/** @returns the words that choose between the forms of a value at a path, as `kind` does; none where there is one form */
export function formsAt(schema: z.core.$ZodType, path: readonly PropertyKey[], key: string): readonly string[] {
  const found = schemaAt(schema, path);
  const inner = found && unwrap(found);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return [];
  return inner.options.flatMap((option) => {
    const word = option instanceof z.ZodObject ? (option.shape as Record<string, z.core.$ZodType>)[key] : undefined;
    return word instanceof z.ZodLiteral ? [...word.values].map(String) : [];
  });
}

/** @returns the keys that an object at a path may have */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path);
  const inner = found && unwrap(found);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** @returns every dotted path of a schema's objects: `model_a`, `model_a.epochs`, ... */
export function allPaths(schema: z.core.$ZodType, prefix = ''): readonly string[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Readonly<Record<string, z.core.$ZodType>>).flatMap(([key, value]) => [
    `${prefix}${key}`,
    ...allPaths(value, `${prefix}${key}.`),
  ]);
}

/** @returns what the schema says about a key: its description, or nothing */
export function descriptionAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
): { readonly description: string; readonly unit: string } {
  const found = schemaAt(schema, path);
  const meta = found instanceof z.ZodType ? found.meta() : undefined;
  const unit = meta?.['unit'];
  return { description: meta?.description ?? '', unit: typeof unit === 'string' ? unit : '' };
}
