type Path = readonly PropertyKey[];
type Mapping = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (value: unknown): string | null =>
  isMapping(value) && typeof value['id'] === 'string' ? value['id'] : null;
const hasIds = (values: readonly unknown[]): boolean =>
  values.length > 0 && values.every((value) => idOf(value) !== null);

/**
 * A ladder that says only how it differs from another one: mappings are merged key by key, lists of entries with an `id` entry
 * by entry (new ones come last), anything else is replaced. A mapping with a `kind` is one thing and is replaced too.
 *
 * @param base the ladder that is extended, as plain values
 * @param own  what differs
 */
export function inheritLadder(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(own)) return hasIds(base) && hasIds(own) ? mergeById(base, own) : own;
  if (!isMapping(base) || !isMapping(own) || 'kind' in own) return own;
  const merged = Object.entries(own).map(([key, value]) => [
    key,
    key in base ? inheritLadder(base[key], value) : value,
  ]);
  return { ...base, ...(Object.fromEntries(merged) as Mapping) };
}

function mergeById(base: readonly unknown[], own: readonly unknown[]): readonly unknown[] {
  const ids = base.map(idOf);
  const changed = base.map((entry) => {
    const change = own.find((candidate) => idOf(candidate) === idOf(entry));
    return change === undefined ? entry : inheritLadder(entry, change);
  });
  return [...changed, ...own.filter((entry) => !ids.includes(idOf(entry)))];
}

/**
 * Where a place of the merged ladder stands in the text that extends another.
 * @returns as much of the path as the own text has, by its own positions; empty when the place is inherited whole
 */
export function ownPath(merged: unknown, own: unknown, path: Path): Path {
  const found: PropertyKey[] = [];
  let here = merged;
  let mine = own;
  for (const key of path) {
    here = childOf(here, key);
    const next = Array.isArray(mine) ? positionOf(mine, here, key) : key;
    mine = childOf(mine, next);
    if (mine === undefined) break;
    found.push(next);
  }
  return found;
}

/** Entries with an id are found by it: the other ladder's come first. */
function positionOf(own: readonly unknown[], merged: unknown, key: PropertyKey): PropertyKey {
  const id = idOf(merged);
  return id === null ? key : own.findIndex((entry) => idOf(entry) === id);
}

const childOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
