import type { ReactNode } from 'react';
import type { DataTableText } from '../table/table-rows';
import './chart-table.css';

/** Most rows of a table on screen, and of one that only screen readers meet. */
export const SHOWN_LIMIT = 500;
export const HIDDEN_LIMIT = 40;

export interface ChartTableProps {
  readonly title: string;
  readonly caption: ReactNode;
  readonly table: DataTableText;
  readonly isOnScreen: boolean;
}

/** What a chart shows as a table: always there for screen readers, on screen when asked for. */
export function ChartTable({ title, caption, table: { columns, rows }, isOnScreen }: ChartTableProps) {
  return (
    // A part that scrolls takes the focus, so that keys can scroll it; the hidden one does not scroll.
    <div
      className={isOnScreen ? 'chart-table' : 'visually-hidden'}
      {...(isOnScreen ? { tabIndex: 0, role: 'region', 'aria-label': `${title}: table` } : {})}
    >
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((text, index) => (
                <td key={columns[index]!.title} className={columns[index]!.align}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** @returns a table of figures: every column stands at the right */
export const figuresTable = (header: readonly string[], rows: DataTableText['rows']): DataTableText => ({
  columns: header.map((title) => ({ title, align: 'right' })),
  rows,
});
