import type { z } from 'zod';

/** What the editor's hover, the form and docs/configuration.md say about a key, beside its type, range and default. */
export interface FieldDescription {
  /** One or two sentences: what it is. */
  readonly description: string;
  /** Unit of a number: `epochs`, `yards`, `ms`. */
  readonly unit?: string;
  /** What changing it does, in one sentence. */
  readonly effect?: string;
  /** True for keys that do not change a result (names, notes): ignored when runs are grouped. */
  readonly bookkeeping?: boolean;
}

/** Attaches a description to a schema; it travels into the JSON Schema that the editor uses. */
export function field<S extends z.ZodType>(schema: S, about: FieldDescription): S {
  return schema.meta({ ...about });
}
