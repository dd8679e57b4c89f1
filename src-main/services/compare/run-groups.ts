import type { RunSummary } from '#contract/runs';

/** Runs that differ in nothing but the seed, with a name that tells them from the other groups. */
export interface LabelledGroup {
  readonly key: string;
  readonly label: string;
  /** In the order of the selection; a seed may come more than once. */
  readonly runs: readonly RunSummary[];
}

/** Settings that a label shows; more are in the configuration difference. */
const MOST_LABEL_SETTINGS = 3;

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const plain = (json: string | undefined): string => (json === undefined ? 'unset' : json.replace(/^"(.*)"$/, '$1'));

/** What tells groups of one name apart: `epochs 5`, or the key when their configurations say nothing short. */
function tellApart(groups: readonly (readonly RunSummary[])[], runs: readonly RunSummary[]): string {
  const { config, groupKey } = runs[0]!;
  const paths = Object.keys(config).filter(
    (path) =>
      !['seeds', 'name', 'notes'].includes(path) && groups.some(([other]) => other!.config[path] !== config[path]),
  );
  if (paths.length === 0) return groupKey.slice(0, 6);
  return paths
    .slice(0, MOST_LABEL_SETTINGS)
    .map((path) => `${lastKey(path)} ${plain(config[path])}`)
    .join(', ');
}

/** Collects runs into groups, in the order in which the first run of each comes. */
export function labelledGroups(rows: readonly RunSummary[]): readonly LabelledGroup[] {
  const byKey = new Map<string, RunSummary[]>();
  for (const row of rows) {
    const known = byKey.get(row.groupKey);
    if (known) known.push(row);
    else byKey.set(row.groupKey, [row]);
  }
  const groups = [...byKey.values()];
  const byName = new Map<string, RunSummary[][]>();
  for (const runs of groups) byName.set(runs[0]!.name, [...(byName.get(runs[0]!.name) ?? []), runs]);
  return [...byKey].map(([key, runs]) => {
    const { name } = runs[0]!;
    const namesakes = byName.get(name)!;
    return { key, label: namesakes.length === 1 ? name : `${name} (${tellApart(namesakes, runs)})`, runs };
  });
}
