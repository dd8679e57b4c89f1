import type { z } from 'zod';
import { EXPERIMENT_SCHEMAS, experimentSchema, type ExperimentConfig } from '#contract/config/experiment';
import {
  ConfigMissingKeyError,
  ConfigSyntaxError,
  ConfigUnknownKeyError,
  ConfigValueError,
  type ConfigPlace,
} from '#contract/errors/config-errors';
import type { WorkbenchError } from '#contract/errors/workbench-error';
import { FAMILY_IDS, type FamilyId } from '#contract/ids';
import { nearestWord } from '../../store/query/nearest-word';
import { describeValue, expectationOf } from './describe-issue';
import { allPaths, descriptionAt, formsAt, keysAt } from './schema-at-path';
import type { TextRange, YamlSource } from './yaml-source';

/** Something wrong in a configuration: the error that ends a command, and what the editor marks and offers. */
export interface ConfigFinding {
  readonly error: WorkbenchError;
  readonly range: TextRange;
  readonly fix: { readonly label: string; readonly replacement: string } | null;
}

/** Where keys and values stand in a text. */
export type PlacedSource = Pick<YamlSource, 'valueRange' | 'keyRange' | 'place'>;

/** What is looked at: the text, and the value after overrides. */
export interface ConfigSubject {
  readonly file: string;
  readonly source: PlacedSource;
  readonly value: unknown;
  /** The `--set` that set a path, when one did. */
  readonly overrideOf: (path: readonly PropertyKey[]) => string | undefined;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null ? (current as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');
const isFamily = (value: unknown): value is FamilyId =>
  typeof value === 'string' && (FAMILY_IDS as readonly string[]).includes(value);

/** @returns one finding for each place where the text is no YAML */
export function syntaxFindings(file: string, source: YamlSource): readonly ConfigFinding[] {
  return source.errors.map(({ message, range }) => ({
    error: new ConfigSyntaxError(
      { file, ...source.place(range.start) },
      message.replace(/\.$/, '').replaceAll('\n', ' '),
    ),
    range,
    fix: null,
  }));
}

/** Parses a value as an experiment. @returns the configuration, or everything that is wrong with it */
export function parseExperiment(
  subject: ConfigSubject,
): { readonly config: ExperimentConfig } | { readonly findings: readonly ConfigFinding[] } {
  const family = valueAt(subject.value, ['family']);
  if (!isFamily(family)) return { findings: [familyFinding(subject, family)] };
  const parsed = experimentSchema.safeParse(subject.value);
  if (parsed.success) return { config: parsed.data };
  return { findings: schemaFindings(subject, EXPERIMENT_SCHEMAS[family], parsed.error.issues) };
}

function familyFinding(subject: ConfigSubject, family: unknown): ConfigFinding {
  const known = FAMILY_IDS.join(', ');
  const range = subject.source.valueRange(['family']);
  if (family === undefined) {
    return {
      error: new ConfigMissingKeyError(placeOf(subject, ['family'], range), 'family', `one of ${known}.`),
      range,
      fix: null,
    };
  }
  const nearest = typeof family === 'string' ? nearestWord(family, FAMILY_IDS) : undefined;
  return {
    error: new ConfigValueError(
      placeOf(subject, ['family'], range),
      'family',
      describeValue(family),
      `Use one of ${known}.`,
    ),
    range,
    fix: replacement(nearest),
  };
}

/** @returns everything that is wrong with a value by a schema, each with its place */
export const schemaFindings = (
  subject: ConfigSubject,
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
): readonly ConfigFinding[] => issues.flatMap((issue) => issueFindings(subject, schema, issue));

function issueFindings(
  subject: ConfigSubject,
  schema: z.core.$ZodType,
  issue: z.core.$ZodIssue,
): readonly ConfigFinding[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(subject, schema, issue.path, key));
  const received = valueAt(subject.value, issue.path);
  return [received === undefined ? missingKey(subject, schema, issue) : wrongValue(subject, schema, issue, received)];
}

function unknownKey(
  subject: ConfigSubject,
  schema: z.core.$ZodType,
  parent: readonly PropertyKey[],
  key: string,
): ConfigFinding {
  const path = [...parent, key];
  const range = subject.source.keyRange(path);
  const sibling = nearestWord(key, keysAt(schema, parent));
  const nearest = sibling === undefined ? elsewhere(schema, key) : dotted([...parent, sibling]);
  return {
    error: new ConfigUnknownKeyError(placeOf(subject, path, range), dotted(path), nearest),
    range,
    fix: sibling === undefined ? null : { ...replacement(sibling)!, label: `Replace with ${nearest}` },
  };
}

// The right key in the wrong section is as common a slip as a misspelt one.
function elsewhere(schema: z.core.$ZodType, key: string): string | undefined {
  const paths = allPaths(schema);
  const exact = paths.find((path) => path.split('.').at(-1) === key);
  return exact ?? paths.find((path) => nearestWord(key, [path.split('.').at(-1)!]) !== undefined);
}

function missingKey(subject: ConfigSubject, schema: z.core.$ZodType, issue: z.core.$ZodIssue): ConfigFinding {
  const range = subject.source.keyRange(issue.path.slice(0, -1));
  const { description } = descriptionAt(schema, issue.path);
  const error = new ConfigMissingKeyError(
    placeOf(subject, issue.path, range),
    dotted(issue.path),
    `${expectationOf(issue)}. ${description}`.trim(),
  );
  return { error, range, fix: null };
}

function wrongValue(
  subject: ConfigSubject,
  schema: z.core.$ZodType,
  issue: z.core.$ZodIssue,
  received: unknown,
): ConfigFinding {
  const range = subject.source.valueRange(issue.path);
  const { description, unit } = descriptionAt(schema, issue.path);
  const choices = choicesOf(schema, issue);
  const expected = choices.length > 0 ? `one of ${choices.join(', ')}` : expectationOf(issue);
  const expectation = `Use ${expected}${unit === '' ? '' : ` (${unit})`}. ${description}`.trim();
  const nearest = nearestWord(String(received), choices);
  return {
    error: new ConfigValueError(
      placeOf(subject, issue.path, range),
      dotted(issue.path),
      describeValue(received),
      expectation,
    ),
    range,
    fix: replacement(nearest),
  };
}

/** Words that a value may be; none where it is not chosen from a list. */
function choicesOf(schema: z.core.$ZodType, issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return [];
  return formsAt(schema, issue.path.slice(0, -1), issue.discriminator);
}

const replacement = (word: string | undefined): ConfigFinding['fix'] =>
  word === undefined ? null : { label: `Replace with ${word}`, replacement: word };

function placeOf(subject: ConfigSubject, path: readonly PropertyKey[], range: TextRange): ConfigPlace {
  const override = subject.overrideOf(path);
  return override === undefined
    ? { file: subject.file, ...subject.source.place(range.start) }
    : { file: `--set ${override}` };
}
