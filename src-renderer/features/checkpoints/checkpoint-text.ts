import { fromNumberOrWord, metricDescriptor } from '#contract/metrics';
import type { Checkpoint } from '#contract/run-detail';
import { formatCount, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import type { TableText } from '../../lib/table-text';
import { keptReason, roleWords, type CheckpointGroup, type MetricColumn } from './checkpoint-groups';

const BYTES_PER_MEGABYTE = 1e6;

/** @returns the value of a metric column as shown */
export function metricText(checkpoint: Checkpoint, { key, metric }: MetricColumn): string {
  const value = checkpoint.metrics[key];
  return value === undefined ? NOT_AVAILABLE : formatNumber(fromNumberOrWord(value), metricDescriptor(metric).digits);
}

/** @returns size in megabytes, as the header says */
export const megabytesText = (bytes: number): string => formatNumber(bytes / BYTES_PER_MEGABYTE, 2);

/** @returns the whole table for the clipboard, one row a checkpoint */
export function checkpointTableText(groups: readonly CheckpointGroup[], columns: readonly MetricColumn[]): TableText {
  return {
    columns: [
      { title: 'Run', align: 'left' },
      { title: 'Seed', align: 'right' },
      { title: 'Checkpoint', align: 'left' },
      { title: 'Epoch', align: 'right' },
      ...columns.map(({ split, metric }) => ({
        title: `${metricDescriptor(metric).label} (${split})`,
        align: 'right' as const,
      })),
      { title: 'Size, MB', align: 'right' },
      { title: 'Kept because', align: 'left' },
    ],
    rows: groups.flatMap(({ runId, run, checkpoints }) =>
      checkpoints.map((checkpoint) => [
        run?.name ?? runId,
        run === null ? NOT_AVAILABLE : String(run.seed),
        roleWords(checkpoint.roles),
        formatCount(checkpoint.epoch),
        ...columns.map((column) => metricText(checkpoint, column)),
        megabytesText(checkpoint.bytes),
        keptReason(checkpoint, run).words,
      ]),
    ),
  };
}
