import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type KeyboardEvent } from 'react';
import { metricDescriptor } from '#contract/metrics';
import type { Checkpoint } from '#contract/run-detail';
import type { RunSummary } from '#contract/runs';
import { Link } from 'wouter';
import { formatAmount, formatCount } from '../../lib/format';
import { PATHS } from '../../lib/navigation';
import { Icon, type IconName } from '../../ui/icon';
import { NumberText } from '../../ui/number';
import { StatusBadge } from '../../ui/status-badge';
import {
  bestInGroup,
  isShipped,
  keptReason,
  roleWords,
  type CheckpointGroup,
  type KeptReason,
  type MetricColumn,
} from './checkpoint-groups';
import { megabytesText, metricText } from './checkpoint-text';

type Row =
  | { readonly kind: 'group'; readonly group: CheckpointGroup }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint; readonly group: CheckpointGroup };

export interface CheckpointTableProps {
  readonly groups: readonly CheckpointGroup[];
  readonly columns: readonly MetricColumn[];
  readonly selected: Checkpoint | null;
  readonly onSelect: (checkpoint: Checkpoint) => void;
  /** Enter on a row. */
  readonly onOpen: () => void;
}

const ROW_HEIGHT = 26;
const REASON_ICONS: Readonly<Record<KeptReason['kind'], { readonly icon: IconName; readonly tone: string }>> = {
  ships: { icon: 'flag', tone: 'text-accent' },
  resume: { icon: 'repeat', tone: 'tone-run' },
  best: { icon: 'flag', tone: 'text-3' },
  end: { icon: 'save', tone: 'text-3' },
  kept: { icon: 'pin', tone: 'text-3' },
};

/** Checkpoints under their runs; arrows move, Enter goes to the export. */
export function CheckpointTable({ groups, columns, selected, onSelect, onOpen }: CheckpointTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => flatten(groups), [groups]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = 6 + columns.length;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen();
    const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const all = rows.flatMap((row, index) =>
      row.kind === 'checkpoint' ? [{ checkpoint: row.checkpoint, index }] : [],
    );
    const next = all[all.findIndex(({ checkpoint }) => checkpoint === selected) + direction];
    if (next === undefined) return;
    onSelect(next.checkpoint);
    virtualizer.scrollToIndex(next.index);
  };

  return (
    <div className="checkpoint-scroll" ref={scroller}>
      <table
        className="checkpoint-table"
        role="grid"
        aria-label="Checkpoints by run"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selected === null ? undefined : rowId(selected)}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          <col style={{ width: 26 }} />
          <col style={{ width: 172 }} />
          <col style={{ width: 56 }} />
          {columns.map(({ key }) => (
            <col key={key} style={{ width: 126 }} />
          ))}
          <col style={{ width: 74 }} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">Ships</span>
            </th>
            <th>Checkpoint</th>
            <th className="right">Epoch</th>
            {columns.map((column) => (
              <MetricHeader key={column.key} column={column} />
            ))}
            <th className="right">
              Size <span className="text-3">MB</span>
            </th>
            <th>Kept because</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden="true">
              <td colSpan={width} style={{ height: before }} />
            </tr>
          )}
          {items.map(({ index }) => {
            const row = rows[index]!;
            return row.kind === 'group' ? (
              <GroupRow key={row.group.runId} group={row.group} span={columns.length + 3} />
            ) : (
              <CheckpointRow
                key={rowId(row.checkpoint)}
                checkpoint={row.checkpoint}
                group={row.group}
                columns={columns}
                isSelected={row.checkpoint === selected}
                onSelect={onSelect}
              />
            );
          })}
          {after > 0 && (
            <tr aria-hidden="true">
              <td colSpan={width} style={{ height: after }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

const flatten = (groups: readonly CheckpointGroup[]): readonly Row[] =>
  groups.flatMap((group): Row[] => [
    { kind: 'group', group },
    ...group.checkpoints.map((checkpoint): Row => ({ kind: 'checkpoint', checkpoint, group })),
  ]);

const rowId = ({ runId, step }: Checkpoint): string => `checkpoint-${runId}-${step}`;

/** The part of the data above, the metric below: a number without its part says nothing. */
function MetricHeader({ column: { split, metric } }: { readonly column: MetricColumn }) {
  const { label, unit, description } = metricDescriptor(metric);
  return (
    <th className="right" title={`${label}, ${split}. ${description}`}>
      <span className="checkpoint-split">{unit === '' ? split : `${split}, ${unit}`}</span>
      {label}
    </th>
  );
}

function GroupRow({ group, span }: { readonly group: CheckpointGroup; readonly span: number }) {
  const { run, runId, checkpoints, bytes } = group;
  return (
    <tr className="checkpoint-group">
      <td colSpan={span}>
        <Link href={PATHS.run(runId)} className="checkpoint-run">
          <span className="medium ellipsis">
            {run === null ? 'Run not in the list' : `${run.name}, seed ${run.seed}`}
          </span>
        </Link>
        <span className="mono text-3">{runId}</span>{' '}
        <span className="text-3">{formatAmount(checkpoints.length, 'checkpoint')}</span>
      </td>
      <td className="number right text-2">{megabytesText(bytes)}</td>
      <td>{run !== null && <StatusBadge status={run.status} detail={groupDetail(run)} />}</td>
    </tr>
  );
}

const groupDetail = (run: RunSummary): string =>
  run.status === 'running' || run.status === 'paused'
    ? `epoch ${run.epoch} of ${run.totalEpochs}`
    : formatAmount(run.epoch, 'epoch');

interface CheckpointRowProps {
  readonly checkpoint: Checkpoint;
  readonly group: CheckpointGroup;
  readonly columns: readonly MetricColumn[];
  readonly isSelected: boolean;
  readonly onSelect: (checkpoint: Checkpoint) => void;
}

function CheckpointRow({ checkpoint, group, columns, isSelected, onSelect }: CheckpointRowProps) {
  const reason = keptReason(checkpoint, group.run);
  const { icon, tone } = REASON_ICONS[reason.kind];
  return (
    <tr
      id={rowId(checkpoint)}
      className="checkpoint-row"
      aria-selected={isSelected}
      onClick={() => onSelect(checkpoint)}
    >
      <td>{isShipped(checkpoint, group.run) && <ShipsMark />}</td>
      <td title={roleWords(checkpoint.roles)}>{roleWords(checkpoint.roles)}</td>
      <td className="number right">{formatCount(checkpoint.epoch)}</td>
      {columns.map((column) => (
        <td key={column.key} className="right">
          <NumberText value={metricText(checkpoint, column)} best={bestInGroup(group, column).has(checkpoint)} />
        </td>
      ))}
      <td className="number right">{megabytesText(checkpoint.bytes)}</td>
      <td>
        <span className="checkpoint-reason">
          <Icon name={icon} size={14} className={tone} />
          <span className="ellipsis">{reason.words}</span>
        </span>
      </td>
    </tr>
  );
}

/** The diamond of the checkpoint that ships, as in the charts. */
function ShipsMark() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" className="ships-mark" role="img" aria-label="ships">
      <path d="M6 1.5 10.5 6 6 10.5 1.5 6Z" />
    </svg>
  );
}
