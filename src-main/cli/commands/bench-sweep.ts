import type { SweepBenchOutput, SweepBenchValues } from '../../services/workbench';
import type { Output } from '../output';
import { textTable } from '../text-table';

/** Whether the words of `assay bench` mean the samplers of sweeps. */
export const isSweepBench = (words: readonly string[]): boolean => words.length === 1 && words[0] === 'sweep';

const shown = (value: number): string => value.toPrecision(4);
const range = ({ lowerQuartile, upperQuartile }: SweepBenchValues): string =>
  `${shown(lowerQuartile)} to ${shown(upperQuartile)}`;

/** Prints the medians of the best values, less is better, and how often ours is no worse. */
export function printSweepBench(output: Output, { rows, seeds, peerVersion }: SweepBenchOutput): void {
  textTable<SweepBenchOutput['rows'][number]>(
    [
      { header: 'problem', align: 'left', value: ({ name }) => name },
      { header: 'trials', align: 'right', value: ({ trials }) => String(trials) },
      { header: 'ours, median', align: 'right', value: ({ ours }) => shown(ours.median) },
      { header: 'quartiles', align: 'left', value: ({ ours }) => range(ours) },
      { header: 'ms a trial', align: 'right', value: ({ ours }) => shown(ours.msPerTrial) },
      { header: 'Optuna, median', align: 'right', value: ({ peer }) => (peer ? shown(peer.median) : '') },
      { header: 'quartiles', align: 'left', value: ({ peer }) => (peer ? range(peer) : '') },
      { header: 'ms a trial', align: 'right', value: ({ peer }) => (peer ? shown(peer.msPerTrial) : '') },
    ],
    rows,
  ).forEach((line) => output.line(line));
  output.line(`Best values over ${seeds} seeds; less is better.`);
  const compared = rows.filter(({ isNoWorse }) => isNoWorse !== null);
  if (compared.length > 0)
    output.line(
      `No worse than Optuna ${peerVersion ?? ''} in ${compared.filter(({ isNoWorse }) => isNoWorse).length} of ${compared.length} problems.`,
    );
}
