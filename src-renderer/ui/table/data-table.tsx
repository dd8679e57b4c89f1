import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Checkbox } from '../checkbox';
import { classNames } from '../class-names';
import { Icon } from '../icon';
import type { DataColumn, DataSort } from './data-column';
import { tableAction } from './table-keys';
import { useDataTable, type DataTableInput, type ShownRow } from './use-data-table';
import './data-table.css';

const ROW_HEIGHT = 28;
const CHECK_WIDTH = 40;

export interface DataTableProps<Row extends object> extends DataTableInput<Row> {
  /** Spoken name. */
  readonly label: string;
  /** Rows on top of all others: baselines. They are neither sorted nor chosen. */
  readonly pinned?: readonly Row[];
  readonly onSortChange: (sort: DataSort | null) => void;
  /** Left out: rows cannot be chosen. */
  readonly selection?: ReadonlySet<string>;
  readonly onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** False for rows without a box, such as groups. */
  readonly isSelectable?: (row: Row) => boolean;
  readonly activeKey: string | null;
  readonly onActiveChange: (key: string) => void;
  readonly onOpen: (row: Row) => void;
  readonly onExpandedChange?: (expanded: ReadonlySet<string>) => void;
  /** Told the rows in drawing order, for copying. */
  readonly onRowsShown?: (rows: readonly ShownRow<Row>[]) => void;
  /** In place of rows: empty state, skeleton, error. */
  readonly placeholder?: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();
const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};

/** A table of any length: only rows in view are drawn. Arrows move, Space chooses, Enter opens, headers sort. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, pinned = [], selection, onSelectionChange, onSortChange, activeKey, placeholder, onRowsShown } = props;
  const { columns, rows } = useDataTable(props);
  const [view, setView] = useState<HTMLDivElement | null>(null);
  const id = useId();
  const hasChecks = selection !== undefined;
  const isSelectable = props.isSelectable ?? (() => true);
  const activeIndex = rows.findIndex(({ key }) => key === activeKey);

  const headRef = useRef<HTMLDivElement>(null);
  const headHeight = headRef.current?.offsetHeight ?? ROW_HEIGHT;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => view,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]!.key,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 8,
  });
  useEffect(() => onRowsShown?.(rows), [rows, onRowsShown]);

  const template = [
    ...(hasChecks ? [`${CHECK_WIDTH}px`] : []),
    ...columns.map(({ width, grows }) => (grows === true ? `minmax(${width}px, 1fr)` : `${width}px`)),
  ].join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width, hasChecks ? CHECK_WIDTH : 0);

  const expand = (row: ShownRow<Row>, isOpen: boolean) => {
    if (row.isExpanded !== null && row.isExpanded !== isOpen)
      props.onExpandedChange?.(toggled(props.expanded, row.key));
  };
  const choose = (row: ShownRow<Row>) => {
    if (selection !== undefined && isSelectable(row.row)) onSelectionChange?.(toggled(selection, row.key));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const pageSize = Math.max(1, Math.floor(((view?.clientHeight ?? 0) - headHeight) / ROW_HEIGHT) - 1);
    const action = tableAction(event, activeIndex, rows.length, pageSize);
    if (action === null || rows.length === 0) return;
    const active = rows[activeIndex];
    if (action.kind === 'clear' && (selection?.size ?? 0) === 0) return;
    event.preventDefault();
    if (action.kind === 'move') {
      props.onActiveChange(rows[action.index]!.key);
      virtualizer.scrollToIndex(action.index);
    } else if (action.kind === 'select-all') {
      onSelectionChange?.(new Set(rows.filter(({ row }) => isSelectable(row)).map(({ key }) => key)));
    } else if (action.kind === 'clear') onSelectionChange?.(NONE);
    else if (active === undefined) return;
    else if (action.kind === 'open') props.onOpen(active.row);
    else if (action.kind === 'toggle') choose(active);
    else expand(active, action.kind === 'expand');
  };
  // Levels and open groups are known to tree grids only.
  const isTree = rows.some(({ isExpanded }) => isExpanded !== null);
  // The active row may be scrolled away and then is not in the page.
  const isActiveDrawn = virtualizer.getVirtualItems().some(({ index }) => index === activeIndex);

  return (
    <div ref={setView} className="data-table">
      <div
        className="data-table-sheet"
        style={{ minWidth }}
        role={isTree ? 'treegrid' : 'grid'}
        aria-label={label}
        aria-rowcount={rows.length + pinned.length + 1}
        aria-multiselectable={hasChecks || undefined}
        {...(isActiveDrawn ? { 'aria-activedescendant': `${id}-${activeIndex}` } : {})}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div ref={headRef} className="data-head" role="presentation">
          <TableHead
            columns={columns}
            template={template}
            sort={props.sort}
            onSortChange={onSortChange}
            check={
              hasChecks ? (
                <HeadCheck
                  rows={rows.filter(({ row }) => isSelectable(row))}
                  selection={selection}
                  onChange={(next) => onSelectionChange?.(next)}
                />
              ) : null
            }
          />
          {pinned.map((row, index) => (
            <div
              key={props.rowKey(row)}
              role="row"
              aria-rowindex={index + 2}
              className="data-row data-row-pinned"
              style={{ gridTemplateColumns: template }}
            >
              {hasChecks && (
                <div role="gridcell" className="data-check">
                  <Icon name="pin" size={12} label="Pinned" />
                </div>
              )}
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </div>
          ))}
        </div>
        <div role="presentation" className="data-table-body" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]!;
            return (
              <div
                key={row.key}
                id={`${id}-${item.index}`}
                role="row"
                aria-rowindex={item.index + pinned.length + 2}
                aria-selected={selection?.has(row.key) ?? false}
                {...(row.isExpanded === null ? {} : { 'aria-expanded': row.isExpanded })}
                {...(isTree ? { 'aria-level': row.depth + 1 } : {})}
                data-active={row.key === activeKey || undefined}
                data-depth={row.depth}
                className="data-row"
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${item.start - virtualizer.options.scrollMargin}px)`,
                }}
                onMouseDown={() => props.onActiveChange(row.key)}
                onDoubleClick={() => props.onOpen(row.row)}
              >
                {hasChecks && (
                  <div role="gridcell" className="data-check">
                    {isSelectable(row.row) && (
                      <Checkbox
                        label={`Choose ${columns[0]?.text(row.row) ?? row.key}`}
                        checked={selection.has(row.key)}
                        onCheckedChange={() => choose(row)}
                      />
                    )}
                  </div>
                )}
                {columns.map((column, index) => (
                  <Cell key={column.id} column={column} row={row.row}>
                    {index === 0 && <Expander row={row} onToggle={(isOpen) => expand(row, isOpen)} />}
                  </Cell>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {placeholder}
    </div>
  );
}

function Cell<Row>({
  column,
  row,
  children,
}: {
  readonly column: DataColumn<Row>;
  readonly row: Row;
  readonly children?: ReactNode;
}) {
  const text = column.text(row);
  return (
    <div
      role="gridcell"
      className={classNames('data-cell', column.align === 'right' && 'data-cell-right')}
      title={text}
    >
      {children}
      {column.cell === undefined ? (
        <span className={classNames('ellipsis', column.align === 'right' && 'number', text === 'n/a' && 'text-3')}>
          {text}
        </span>
      ) : (
        column.cell(row)
      )}
    </div>
  );
}

/** Opens a group; rows inside a group are set in. */
function Expander<Row>({
  row,
  onToggle,
}: {
  readonly row: ShownRow<Row>;
  readonly onToggle: (isOpen: boolean) => void;
}) {
  if (row.isExpanded === null) return row.depth > 0 ? <span className="data-indent" /> : null;
  return (
    <button
      type="button"
      className="data-expander"
      tabIndex={-1}
      aria-label={row.isExpanded ? 'Close the group' : 'Open the group'}
      onClick={() => onToggle(row.isExpanded !== true)}
    >
      <Icon name={row.isExpanded ? 'chevron-down' : 'chevron-right'} size={12} />
    </button>
  );
}

function HeadCheck<Row>({
  rows,
  selection,
  onChange,
}: {
  readonly rows: readonly ShownRow<Row>[];
  readonly selection: ReadonlySet<string>;
  readonly onChange: (selection: ReadonlySet<string>) => void;
}) {
  const isAll = rows.length > 0 && rows.every(({ key }) => selection.has(key));
  return (
    <Checkbox
      label="Choose all rows"
      checked={isAll ? true : selection.size > 0 ? 'indeterminate' : false}
      disabled={rows.length === 0}
      onCheckedChange={() => onChange(isAll ? NONE : new Set(rows.map(({ key }) => key)))}
    />
  );
}

function TableHead<Row>({
  columns,
  template,
  sort,
  onSortChange,
  check,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly template: string;
  readonly sort: DataSort | null;
  readonly onSortChange: (sort: DataSort | null) => void;
  readonly check: ReactNode;
}) {
  const next = useCallback(
    (column: DataColumn<Row>): DataSort | null => {
      const first = column.sortsDescendingFirst ?? false;
      if (sort?.columnId !== column.id) return { columnId: column.id, descending: first };
      return sort.descending === first ? { columnId: column.id, descending: !first } : null;
    },
    [sort],
  );
  return (
    <>
      <GroupTitles columns={columns} template={template} hasChecks={check !== null} />
      <div role="row" aria-rowindex={1} className="data-head-row" style={{ gridTemplateColumns: template }}>
        {check !== null && (
          <div role="columnheader" className="data-check">
            {check}
          </div>
        )}
        {columns.map((column) => {
          const sorted = sort?.columnId === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          const title = (
            <span className="ellipsis">
              {column.title}
              {column.unit !== undefined && column.unit !== '' && <span className="text-3"> {column.unit}</span>}
            </span>
          );
          return (
            <div
              key={column.id}
              role="columnheader"
              className={classNames('data-head-cell', column.align === 'right' && 'data-cell-right')}
              aria-sort={sorted ?? 'none'}
              title={column.title}
            >
              {column.sortValue === undefined ? (
                title
              ) : (
                <button type="button" className="data-sort" onClick={() => onSortChange(next(column))}>
                  {title}
                  {sorted !== undefined && (
                    <Icon name={sorted === 'descending' ? 'chevron-down' : 'chevron-up'} size={12} />
                  )}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}

/** One title over neighbouring columns; spoken with none of them, since the columns say enough by themselves. */
function GroupTitles<Row>({
  columns,
  template,
  hasChecks,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly template: string;
  readonly hasChecks: boolean;
}) {
  if (columns.every(({ group }) => group === undefined)) return null;
  const offset = hasChecks ? 2 : 1;
  const groups = columns.flatMap(({ group }, index) =>
    group === undefined || columns[index - 1]?.group === group
      ? []
      : [{ group, from: index, to: columns.findLastIndex((column) => column.group === group) }],
  );
  return (
    <div className="data-groups" style={{ gridTemplateColumns: template }} aria-hidden="true">
      {groups.map(({ group, from, to }) => (
        <span key={group} className="ellipsis" style={{ gridColumn: `${from + offset} / ${to + offset + 1}` }}>
          {group}
        </span>
      ))}
    </div>
  );
}
