import type { DataColumn } from './data-column';

/** A table as text; `lib/table-text` writes it as TSV, Markdown or LaTeX. */
export interface DataTableText {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

/** @returns the rows in the order given, cells as they read on screen */
export function tableTextOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): DataTableText {
  return {
    columns: columns.map(({ title, unit, align }) => ({
      title: unit === undefined || unit === '' ? title : `${title} (${unit})`,
      align,
    })),
    rows: rows.map((row) => columns.map((column) => column.text(row))),
  };
}
