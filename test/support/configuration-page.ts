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

/** A type in words: `integer from 1 to 82, or null`. */
function typeText(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives) return alternatives.map(typeText).join(' or ');
  if (node.type === 'array') return `list of ${node.items ? typeText(node.items) : 'values'}`;
  if (node.type === 'object') return 'map';
  return [String(node.type ?? 'any'), rangeText(node)].filter(Boolean).join(' ');
}

function defaultText(node: SchemaNode, isRequired: boolean): string {
  if (node.default === undefined) return isRequired ? 'required' : '';
  const text = JSON.stringify(node.default);
  return text.length > 60 ? 'see the schema' : `\`${text}\``;
}

function rows(node: SchemaNode, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const keyPath = path === '' ? key : `${path}.${key}`;
    if (child.properties) return rows(child, keyPath);
    const meaning = [child.description, child.effect].filter(Boolean).join(' ');
    const isRequired = child.const === undefined && (node.required ?? []).includes(key);
    const unit = child.unit ? `, ${child.unit}` : '';
    return [`| \`${keyPath}\` | ${typeText(child)}${unit} | ${defaultText(child, isRequired)} | ${meaning} |`];
  });
}

/** The page docs/configuration.md: every key of every family with type, unit, range, default and meaning, from the schema. */
export function configurationPage(): string {
  const schema = jsonSchemaOf('experiment') as SchemaNode;
  const families = (schema.oneOf ?? schema.anyOf ?? [schema]).map((family) => {
    const name = String(family.properties?.['family']?.const);
    return [`## ${name}`, '', '| key | type | default | meaning |', '|---|---|---|---|', ...rows(family, ''), ''].join(
      '\n',
    );
  });
  return [
    '# Configuration keys',
    '',
    'Experiments are YAML files under `configs/experiments`. Unknown keys are errors that name the nearest known one; every key has a default',
    'unless it says required. This page is made from the schema in `src-preload/contract/config`; a test keeps it true.',
    '',
    ...families,
  ].join('\n');
}
