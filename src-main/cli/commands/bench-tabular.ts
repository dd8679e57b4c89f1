import {
  TABULAR_GROUP,
  tabularWorkloadIdSchema,
  type TabularBenchOutput,
  type TabularBenchRow,
  type TabularFits,
  type TabularWorkloadId,
} from '#contract/bench-tabular';
import { WorkloadUnknownError } from '#contract/errors/bench-errors';
import { fixed } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';

const isTabular = (word: string): boolean => word === TABULAR_GROUP || tabularWorkloadIdSchema.safeParse(word).success;

/**
 * @returns the tabular workloads that the words mean, each once, in the order of the table; null when none is one
 * @throws WorkloadUnknownError when some are tabular and some are not: the two are measured differently
 */
export function parseTabularWorkloads(words: readonly string[]): readonly TabularWorkloadId[] | null {
  if (!words.some(isTabular)) return null;
  const all = tabularWorkloadIdSchema.options;
  const other = words.find((word) => !isTabular(word));
  if (other !== undefined) throw new WorkloadUnknownError(`${other} beside ${TABULAR_GROUP}`, [TABULAR_GROUP, ...all]);
  return all.filter((id) => words.includes(id) || words.includes(TABULAR_GROUP));
}

const PEER_NAMES = {
  'trees-5400': 'XGBoost',
  'trees-54000': 'XGBoost',
  'forest-5400': 'scikit-learn',
  'forest-54000': 'scikit-learn',
} as const satisfies Record<TabularWorkloadId, string>;

/** One line of the table. */
export interface TabularLine {
  readonly name: TabularWorkloadId;
  readonly contender: string;
  readonly fits: TabularFits;
  readonly timeRatio: number | null;
  readonly errorRatio: number | null;
}

/** @returns ours with the ratios, the peer below it */
export const tabularLines = (rows: readonly TabularBenchRow[]): readonly TabularLine[] =>
  rows.flatMap(({ name, ours, peer, timeRatio, errorRatio }) => [
    { name, contender: 'Assay', fits: ours, timeRatio, errorRatio },
    ...(peer ? [{ name, contender: PEER_NAMES[name], fits: peer, timeRatio: null, errorRatio: null }] : []),
  ]);

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export function printTabularBench(output: Output, { rows, failures, machine, load }: TabularBenchOutput): void {
  textTable<TabularLine>(
    [
      { header: 'workload', align: 'left', value: ({ name }) => name },
      { header: 'contender', align: 'left', value: ({ contender }) => contender },
      { header: 'fit ms', align: 'right', value: ({ fits }) => fixed(sorted(fits.fitMs)[0], 0) },
      {
        header: 'median',
        align: 'right',
        value: ({ fits }) => fixed(sorted(fits.fitMs)[Math.floor(fits.fitMs.length / 2)], 0),
      },
      { header: 'CPU ms', align: 'right', value: ({ fits }) => fixed(sorted(fits.cpuMs)[0], 0) },
      { header: 'RMSE', align: 'right', value: ({ fits }) => fixed(mean(fits.rootMeanSquaredError), 4) },
      {
        header: 'time against peer',
        align: 'right',
        value: ({ timeRatio }) => (timeRatio === null ? '' : `${fixed(timeRatio, 2)} x`),
      },
      {
        header: 'RMSE against peer',
        align: 'right',
        value: ({ errorRatio }) => (errorRatio === null ? '' : fixed(errorRatio, 4)),
      },
    ],
    tabularLines(rows),
  ).forEach((text) => output.line(text));
  for (const { name, message } of failures) output.line(`${name}: ${message}`);
  output.line(
    `${machine.processor}, ${machine.cores} cores; load ${load.start.map((value) => fixed(value, 2)).join(' ')} before, ${load.end.map((value) => fixed(value, 2)).join(' ')} after`,
  );
}
