import { useMemo, useState, type ReactNode } from 'react';
import { Icon } from '../../ui/icon';
import { compareValues } from '../../ui/table/compare-values';
import { columnTitle, type DataColumn, type DataSort } from '../../ui/table/data-column';
import { tableTextOf } from '../../ui/table/table-rows';
import { CopyTableMenu } from './copy-table';

export interface FigureTableProps<Row> {
  readonly title: string;
  /** In grey beside the title. */
  readonly detail?: ReactNode;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** A picture at the end of each row, which says nothing that the cells do not say; it is not copied. */
  readonly drawn?: (row: Row) => ReactNode;
  /** Rows that the eye should find first, such as the ensemble among its members. */
  readonly isMarked?: (row: Row) => boolean;
}

/** A short table under its title: headers sort, the icon copies it. For long ones there is DataTable. */
export function FigureTable<Row>({ title, detail, columns, rows, rowKey, drawn, isMarked }: FigureTableProps<Row>) {
  const [sort, setSort] = useState<DataSort | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  return (
    <section className="figure-table" aria-label={title}>
      <header className="line-chart-head">
        <h2 className="strong">{title}</h2>
        <span className="text-3 text-xs ellipsis">{detail}</span>
        <span className="grow" />
        <CopyTableMenu title={title} makeTable={() => tableTextOf(columns, sorted)} />
      </header>
      {/* Wide tables scroll inside their part; what scrolls takes the focus, so that keys can scroll it. */}
      <div className="figure-table-scroll" tabIndex={0} role="region" aria-label={`${title}: table`}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <Header key={column.id} column={column} sort={sort} onSortChange={setSort} />
              ))}
              {drawn !== undefined && (
                <th scope="col">
                  <span className="visually-hidden">Picture</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={rowKey(row)} data-marked={isMarked?.(row) || undefined}>
                {columns.map((column) => (
                  <td key={column.id} className={column.align === 'right' ? 'right number' : undefined}>
                    {column.cell === undefined ? column.text(row) : column.cell(row)}
                  </td>
                ))}
                {drawn !== undefined && <td aria-hidden="true">{drawn(row)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  sort: DataSort | null,
): readonly Row[] {
  const valueOf = columns.find(({ id }) => id === sort?.columnId)?.sortValue;
  if (sort === null || valueOf === undefined) return rows;
  return [...rows].sort((a, b) => compareValues(valueOf(a), valueOf(b), sort.descending));
}

function Header<Row>({
  column,
  sort,
  onSortChange,
}: {
  readonly column: DataColumn<Row>;
  readonly sort: DataSort | null;
  readonly onSortChange: (sort: DataSort | null) => void;
}) {
  const isSorted = sort?.columnId === column.id;
  const next = (): DataSort | null => {
    const first = column.sortsDescendingFirst ?? false;
    if (!isSorted) return { columnId: column.id, descending: first };
    return sort.descending === first ? { columnId: column.id, descending: !first } : null;
  };
  return (
    <th
      scope="col"
      className={column.align === 'right' ? 'right' : undefined}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      {column.sortValue === undefined ? (
        columnTitle(column)
      ) : (
        <button type="button" className="data-sort" onClick={() => onSortChange(next())}>
          {columnTitle(column)}
          {isSorted && <Icon name={sort.descending ? 'chevron-down' : 'chevron-up'} size={12} />}
        </button>
      )}
    </th>
  );
}
