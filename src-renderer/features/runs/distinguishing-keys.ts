/** A resolved configuration, flattened: path to JSON text. */
type FlatConfig = Readonly<Record<string, string>>;

/** Keys that do not change a result. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['name', 'notes', 'seed', 'seeds']);
const SHOWN = 3;

/**
 * What tells each configuration from the others, in words short enough for a cell: `learning_rate 0.0001, epochs 2`.
 *
 * @returns one text a configuration; empty when nothing differs
 */
export function distinguishingKeys(configs: readonly FlatConfig[]): readonly string[] {
  const keys = [...new Set(configs.flatMap(Object.keys))].filter(
    (key) => !BOOKKEEPING.has(key.split('.')[0]!) && new Set(configs.map((config) => config[key])).size > 1,
  );
  return configs.map((config) => {
    const rare = keys
      // A value that few share says more about this one than a value that most have.
      .map((key) => ({ key, sharing: configs.filter((other) => other[key] === config[key]).length }))
      .filter(({ sharing }) => sharing <= configs.length / 2)
      .sort((a, b) => a.sharing - b.sharing);
    const shown = rare.slice(0, SHOWN).map(({ key }) => `${lastPart(key)} ${plain(config[key])}`);
    return [...shown, ...(rare.length > SHOWN ? [`${rare.length - SHOWN} more`] : [])].join(', ');
  });
}

const lastPart = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
const plain = (json: string | undefined): string => (json === undefined ? 'not set' : json.replace(/^"(.*)"$/, '$1'));
