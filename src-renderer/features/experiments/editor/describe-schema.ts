/** A JSON value that is an object. */
type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A copy of a JSON Schema in which every key with a description also has a `markdownDescription`: its name, what it is,
 * what it may be, its default and its effect. The editor shows that text on hover and beside completions.
 *
 * @param schema as main sends it, with `unit` and `effect` beside `description`
 * @param path   name of the key that the schema is for, empty for the file
 */
export function describeSchema(schema: unknown, path = ''): unknown {
  if (Array.isArray(schema)) return schema.map((part) => describeSchema(part, path));
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, describePart(key, value, path)]));
  const text = typeof schema['description'] === 'string' ? describe(schema, schema['description'], path) : null;
  return text === null ? copy : { ...copy, markdownDescription: text };
}

function describePart(key: string, value: unknown, path: string): unknown {
  // Values, not schemas.
  if (key === 'default' || key === 'enum' || key === 'const') return value;
  if (key !== 'properties' || !isObject(value)) return describeSchema(value, path);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, describeSchema(part, path === '' ? name : `${path}.${name}`)]),
  );
}

function describe(schema: JsonObject, description: string, path: string): string {
  const effect = typeof schema['effect'] === 'string' ? schema['effect'] : '';
  const facts = [kindOf(schema), defaultOf(schema)].filter((fact) => fact !== '').join(' · ');
  const parts = [
    path === '' ? '' : `**${path.replaceAll('_', '\\_')}**`,
    description,
    facts,
    effect === '' ? '' : `**Effect:** ${effect}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** `number, above 0 to 10, in epochs`. */
function kindOf(schema: JsonObject): string {
  const unit = typeof schema['unit'] === 'string' && schema['unit'] !== '' ? `in ${schema['unit']}` : '';
  return [typeWords(schema), rangeWords(schema), unit].filter((part) => part !== '').join(', ');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  integer: 'whole number',
  number: 'number',
  string: 'text',
  boolean: 'true or false',
  array: 'list',
  null: 'null',
};

/** A hover does not list the names of all metrics; completion does. */
const MOST_WORDS = 24;

const enumWords = (values: readonly unknown[]): string =>
  values.length > MOST_WORDS
    ? `one of ${values.length} names`
    : `one of ${values.map((value) => `\`${String(value)}\``).join(', ')}`;

function typeWords(schema: JsonObject): string {
  if (Array.isArray(schema['enum'])) return enumWords(schema['enum']);
  if ('const' in schema) return `always \`${String(schema['const'])}\``;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices))
    return [...new Set(choices.filter(isObject).map(kindOf))].filter((word) => word !== '').join(' or ');
  if (schema['type'] === 'array' && isObject(schema['items'])) return `list of: ${kindOf(schema['items'])}`;
  return TYPE_WORDS[String(schema['type'])] ?? '';
}

/** JSON cannot say “no limit”: zod writes the largest safe integer instead, which says nothing to a person. */
const isLimit = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER;

function rangeWords(schema: JsonObject): string {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const low = isLimit(exclusiveMinimum) ? `above ${exclusiveMinimum}` : isLimit(minimum) ? String(minimum) : null;
  const high = isLimit(exclusiveMaximum) ? `below ${exclusiveMaximum}` : isLimit(maximum) ? String(maximum) : null;
  if (low !== null && high !== null) return `${low} to ${high}`;
  if (low !== null) return isLimit(exclusiveMinimum) ? low : `at least ${low}`;
  if (high !== null) return isLimit(exclusiveMaximum) ? high : `at most ${high}`;
  return '';
}

function defaultOf(schema: JsonObject): string {
  if (!('default' in schema) || isObject(schema['default'])) return '';
  return `default \`${JSON.stringify(schema['default'])}\``;
}
