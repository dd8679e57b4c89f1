import { jsonSchemaOf } from '#contract/config/json-schema';

/** The part of JSON Schema that our configuration schemas use. */
interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly unit?: string;
  readonly effect?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly required?: readonly string[];
}

/** The largest safe integers are zod's way to say "any integer": not worth a word. */
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

function rangeText(node: SchemaNode): string {
  const low = isBound(node.minimum)
    ? `from ${node.minimum}`
    : isBound(node.exclusiveMinimum)
      ? `above ${node.exclusiveMinimum}`
      : '';
  const high = isBound(node.maximum)
    ? `to ${node.maximum}`
    : isBound(node.exclusiveMaximum)
      ? `below ${node.exclusiveMaximum}`
      : '';
  return [low, high].filter(Boolean).join(' ');
}

/** Alternatives of an object that its `kind` tells apart, by that word; empty for any other node. */
function kindsOf({ oneOf = [] }: SchemaNode): ReadonlyMap<string, SchemaNode> {
  const named = oneOf.map((one) => [one.properties?.['kind']?.const, one] as const);
  return new Map(named.flatMap(([kind, one]) => (kind === undefined ? [] : [[kind, one]])));
}

/** What stands under the keys of a map; null for any other node. */
const valuesOf = ({ additionalProperties }: SchemaNode): SchemaNode | null =>
  typeof additionalProperties === 'object' ? additionalProperties : null;

/** A type in words: `integer from 1 to 82, or null`. */
function typeText(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  const kinds = [...kindsOf(node).keys()];
  if (kinds.length > 0) return `map; kind ${kinds.map((kind) => `\`${kind}\``).join(', ')}`;
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives) return alternatives.map(typeText).join(' or ');
  if (node.type === 'array') return `list of ${node.items ? typeText(node.items) : 'values'}`;
  const values = valuesOf(node);
  if (values !== null && kindsOf(values).size > 0) return `map of ${typeText(values)}`;
  if (node.type === 'object') return 'map';
  return [String(node.type ?? 'any'), rangeText(node)].filter(Boolean).join(' ');
}

function defaultText(node: SchemaNode, isRequired: boolean): string {
  if (node.default === undefined) return isRequired ? 'required' : '';
  const text = JSON.stringify(node.default);
  return text.length > 60 ? 'see the schema' : `\`${text}\``;
}

interface Row {
  readonly key: string;
  readonly type: string;
  readonly default: string;
  readonly meaning: string;
}

function rows(node: SchemaNode, path: string): readonly Row[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const keyPath = path === '' ? key : `${path}.${key}`;
    if (child.properties) return rows(child, keyPath);
    const isRequired = child.const === undefined && (node.required ?? []).includes(key);
    const own: Row = {
      key: keyPath,
      type: `${typeText(child)}${child.unit ? `, ${child.unit}` : ''}`,
      default: defaultText(child, isRequired),
      meaning: [child.description, child.effect].filter(Boolean).join(' '),
    };
    return [
      own,
      ...kindRows(child, keyPath),
      ...kindRows(valuesOf(child) ?? {}, `${keyPath}.<key>`),
      ...rows(child.items ?? {}, `${keyPath}[]`),
      ...(child.anyOf ?? []).flatMap((alternative) => rows(alternative, keyPath)),
    ];
  });
}

/** Keys that only some kinds have, one row where several have the same; the word of the kind stands before the meaning. */
function kindRows(node: SchemaNode, path: string): readonly Row[] {
  const found = new Map<string, { readonly row: Row; readonly kinds: string[] }>();
  for (const [kind, alternative] of kindsOf(node)) {
    for (const row of rows(alternative, path)) {
      if (row.key === `${path}.kind`) continue;
      const id = JSON.stringify(row);
      const known = found.get(id);
      if (known === undefined) found.set(id, { row, kinds: [kind] });
      else known.kinds.push(kind);
    }
  }
  return [...found.values()].map(({ row, kinds }) => ({ ...row, meaning: `${kinds.join(', ')}: ${row.meaning}` }));
}

const section = (title: string, node: SchemaNode): string =>
  [
    `## ${title}`,
    '',
    '| key | type | default | meaning |',
    '|---|---|---|---|',
    ...rows(node, '').map((row) => `| \`${row.key}\` | ${row.type} | ${row.default} | ${row.meaning} |`),
    '',
  ].join('\n');

/**
 * The page docs/configuration.md: every key of every family and of sweeps with type, unit, range, default and meaning, from the
 * schema.
 */
export function configurationPage(): string {
  const schema = jsonSchemaOf('experiment') as SchemaNode;
  const families = schema.oneOf ?? schema.anyOf ?? [schema];
  return [
    '# Configuration keys',
    '',
    'Experiments are YAML files under `configs/experiments`, sweeps under `configs/sweeps`. Unknown keys are errors that name the nearest known',
    'one; every key has a default unless it says required. This page is made from the schema in `src-preload/contract/config`; a test keeps it true.',
    '',
    ...families.map((family) => section(String(family.properties?.['family']?.const), family)),
    section('Sweeps', jsonSchemaOf('sweep')),
  ].join('\n');
}
