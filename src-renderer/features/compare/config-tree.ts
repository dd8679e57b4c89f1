import type { ConfigDifference } from '#contract/compare';

type DifferenceRow = ConfigDifference['rows'][number];

/** A line of the difference: the name of an object, or a key with its values. */
export type ConfigTreeRow =
  | { readonly kind: 'object'; readonly path: string; readonly name: string; readonly depth: number }
  | {
      readonly kind: 'key';
      readonly path: string;
      readonly name: string;
      readonly depth: number;
      readonly row: DifferenceRow;
    };

/** @returns the rows under the objects that they belong to, keys of one object together, in order of first appearance */
export function configTree(rows: readonly DifferenceRow[]): readonly ConfigTreeRow[] {
  return branch(
    rows.map((row) => ({ row, parts: row.path.split('.') })),
    [],
  );
}

interface Entry {
  readonly row: DifferenceRow;
  readonly parts: readonly string[];
}

function branch(entries: readonly Entry[], parents: readonly string[]): readonly ConfigTreeRow[] {
  const depth = parents.length;
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = entry.parts[depth]!;
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return [...byName].flatMap(([name, members]): readonly ConfigTreeRow[] => {
    const path = [...parents, name].join('.');
    const own = members.filter(({ parts }) => parts.length === depth + 1);
    const below = members.filter(({ parts }) => parts.length > depth + 1);
    return [
      ...own.map(({ row }): ConfigTreeRow => ({ kind: 'key', path, name, depth, row })),
      ...(below.length === 0
        ? []
        : [{ kind: 'object', path, name, depth } as const, ...branch(below, [...parents, name])]),
    ];
  });
}

/** @returns JSON text as a person writes it: strings without quotes, a missing key in words */
export const settingText = (json: string | null): string =>
  json === null ? 'not set' : json.replace(/^"(.*)"$/, '$1');
