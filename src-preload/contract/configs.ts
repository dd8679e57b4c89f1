import { z } from 'zod';
import { familyIdSchema } from './ids';

/** A file of `configs/`. */
export const configFileSchema = z.strictObject({
  /** Relative to the workspace, with forward slashes: `configs/experiments/deep-set-ranker.yaml`. */
  path: z.string(),
  kind: z.enum(['experiment', 'sweep', 'ladder', 'other']),
  modifiedAt: z.int(),
  hasDraft: z.boolean(),
});
export type ConfigFile = z.infer<typeof configFileSchema>;

/** An experiment whose data source is not found on this computer. */
export const missingDataSchema = z.strictObject({
  /** As in {@link configFileSchema}. */
  path: z.string(),
  /** Name or path, as the experiment says it. */
  source: z.string(),
});
export type MissingData = z.infer<typeof missingDataSchema>;

/** Files that the editor has a schema of. */
export const schemaKindSchema = z.enum(['experiment', 'sweep', 'ladder']);
export type SchemaKind = z.infer<typeof schemaKindSchema>;

/** Something wrong in a configuration text, at a place, with the fix where one is known. Lines and columns from 1. */
export const configProblemSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
  /** A replacement of the marked text, offered as a button: `Replace with model_a.epochs`. */
  fix: z.strictObject({ label: z.string(), replacement: z.string() }).nullable(),
});
export type ConfigProblem = z.infer<typeof configProblemSchema>;

export const configCheckSchema = z.strictObject({
  problems: z.array(configProblemSchema),
  /** null while there are errors. */
  resolved: z
    .strictObject({
      family: familyIdSchema,
      name: z.string(),
      seeds: z.array(z.int()),
      /** The configuration with every default written out, as YAML. */
      yaml: z.string(),
      /** Keys whose value differs from the default: path, default, value (JSON text). */
      differences: z.array(z.strictObject({ path: z.string(), base: z.string(), value: z.string() })),
    })
    .nullable(),
});
export type ConfigCheck = z.infer<typeof configCheckSchema>;

/** Text of a file and what was typed since; drafts survive a kill. */
export const configDocumentSchema = z.strictObject({
  path: z.string(),
  text: z.string(),
  draft: z.strictObject({ text: z.string(), line: z.int(), column: z.int(), savedAt: z.int() }).nullable(),
});
export type ConfigDocument = z.infer<typeof configDocumentSchema>;
