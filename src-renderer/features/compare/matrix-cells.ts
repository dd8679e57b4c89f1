import type { AblationMatrix } from '#contract/stages';
import type { IconName } from '../../ui/icon';

type MatrixSeed = AblationMatrix['rows'][number]['seeds'][number];

/** Sign and words of a seed of the matrix. */
export const CELL_LOOKS: Readonly<
  Record<
    MatrixSeed['state'],
    { readonly icon: IconName; readonly tone: 'ok' | 'run' | 'bad' | 'idle'; readonly words: string }
  >
> = {
  missing: { icon: 'plus', tone: 'idle', words: 'is missing' },
  queued: { icon: 'status-queued', tone: 'idle', words: 'waits in the queue' },
  running: { icon: 'status-running', tone: 'run', words: 'trains' },
  failed: { icon: 'status-failed', tone: 'bad', words: 'failed' },
  done: { icon: 'status-done', tone: 'ok', words: 'is done' },
};

/** @returns seeds that a click would queue: missing ones, and failed ones once more */
export const queueableSeeds = ({ seeds }: { readonly seeds: readonly MatrixSeed[] }): readonly number[] =>
  seeds.filter(({ state }) => state === 'missing' || state === 'failed').map(({ seed }) => seed);

/** @returns `split.metric` of everything that the cells have on the matrix's part, its own metric first */
export function matrixMetrics({
  metric,
  rows,
}: {
  readonly metric: string;
  readonly rows: readonly { readonly group: { readonly metrics: Readonly<Record<string, unknown>> } | null }[];
}): readonly string[] {
  const split = metric.slice(0, metric.indexOf('.'));
  const others = rows.flatMap(({ group }) => Object.keys(group?.metrics ?? {})).map((id) => `${split}.${id}`);
  return [...new Set([metric, ...others])].filter((id) => !/\.(n|clusters)$/.test(id));
}
