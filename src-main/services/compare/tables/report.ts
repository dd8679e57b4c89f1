/** A cell: what is shown, and the number behind it for files that keep full precision. */
export interface ReportCell {
  readonly text: string;
  readonly value: string | number | null;
  readonly isBold?: boolean;
}

export interface ReportColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Columns of full-precision files that a page has no room for. */
  readonly isForFilesOnly?: boolean;
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
}

/** Tables, charts and sentences of a page; the first table is the one that CSV and TSV hold. */
export interface Report {
  readonly title: string;
  readonly subtitle: string;
  readonly tables: readonly ReportTable[];
  /** Inline SVG with a title each. */
  readonly charts: readonly { readonly title: string; readonly svg: string }[];
  readonly claims: readonly string[];
  readonly notes: readonly string[];
}

export const textCell = (text: string, isBold = false): ReportCell => ({ text, value: text, isBold });
export const numberCell = (value: number | null, digits: number, isBold = false): ReportCell => ({
  text: value === null ? 'n/a' : value.toFixed(digits).replace('-', '−'),
  value,
  isBold,
});

/** Columns that a page shows, with the cells that belong to them. */
export function pageView({ columns, rows }: ReportTable): {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
} {
  const shown = columns.map(({ isForFilesOnly }) => isForFilesOnly !== true);
  return {
    columns: columns.filter((_, index) => shown[index]),
    rows: rows.map((row) => row.filter((_, index) => shown[index])),
  };
}
