import { useMemo } from 'react';
import {
  createExpandedRowModel,
  createSortedRowModel,
  columnVisibilityFeature,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { compareValues } from './compare-values';
import type { DataColumn, DataSort } from './data-column';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
  columnVisibilityFeature,
});

/** A row in the order and at the depth in which it is drawn. */
export interface ShownRow<Row> {
  readonly key: string;
  readonly row: Row;
  /** 1 inside a group. */
  readonly depth: number;
  /** null: not a group. */
  readonly isExpanded: boolean | null;
}

export interface DataTableInput<Row extends object> {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly subRows?: ((row: Row) => readonly Row[] | undefined) | undefined;
  readonly sort: DataSort | null;
  readonly hiddenColumns: ReadonlySet<string>;
  readonly expanded: ReadonlySet<string>;
}

/** @returns rows sorted and with open groups unfolded, and the columns that are shown */
export function useDataTable<Row extends object>(
  input: DataTableInput<Row>,
): {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly ShownRow<Row>[];
} {
  const { columns, rows, rowKey, subRows, sort, hiddenColumns, expanded } = input;
  const descending = sort?.descending ?? false;
  const definitions = useMemo(
    () => columns.map((column) => columnDefinition(column, descending)),
    [columns, descending],
  );
  const state = useMemo(
    () => ({
      sorting: sort === null ? [] : [{ id: sort.columnId, desc: sort.descending }],
      expanded: Object.fromEntries([...expanded].map((key) => [key, true])),
      columnVisibility: Object.fromEntries([...hiddenColumns].map((id) => [id, false])),
    }),
    [sort, expanded, hiddenColumns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    ...(subRows === undefined ? {} : { getSubRows: subRows }),
    state,
  });
  const model = table.getRowModel();
  return {
    columns: columns.filter(({ id }) => !hiddenColumns.has(id)),
    rows: model.rows.map((row) => ({
      key: row.id,
      row: row.original,
      depth: row.depth,
      isExpanded: row.getCanExpand() ? row.getIsExpanded() : null,
    })),
  };
}

function columnDefinition<Row extends object>(
  { id, sortValue }: DataColumn<Row>,
  descending: boolean,
): ColumnDef<typeof features, Row> {
  return {
    id,
    enableSorting: sortValue !== undefined,
    accessorFn: (row) => sortValue?.(row) ?? null,
    // The table turns the result round when it sorts downwards; missing values shall stay last, so they are turned twice.
    sortFn: (a, b) => {
      const order = compareValues(sortValue?.(a.original) ?? null, sortValue?.(b.original) ?? null, descending);
      return descending ? -order : order;
    },
  };
}
