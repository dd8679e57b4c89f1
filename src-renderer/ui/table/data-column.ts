import type { ReactNode } from 'react';

/** One column of a {@link DataTable}. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Once, in the header: `ranks`, `samples/s`. */
  readonly unit?: string;
  /** Title over neighbouring columns of the same group. */
  readonly group?: string;
  /** Text left, numbers right. */
  readonly align: 'left' | 'right';
  /** CSS pixels. */
  readonly width: number;
  /** Takes the room that is left; at most one column should. */
  readonly grows?: boolean;
  /** What the cell shows; the text when left out. */
  readonly cell?: (row: Row) => ReactNode;
  /** What is copied, spoken and shown in full on hover. */
  readonly text: (row: Row) => string;
  /** What the column sorts by; without it the column does not sort. null sorts last in both directions. */
  readonly sortValue?: (row: Row) => number | string | null;
  /** First direction of a click on the header. */
  readonly sortsDescendingFirst?: boolean;
}

export interface DataSort {
  readonly columnId: string;
  readonly descending: boolean;
}

/** @returns the header of a column with its unit: `Rank RMSE, ranks` */
export const columnTitle = ({ title, unit }: Pick<DataColumn<never>, 'title' | 'unit'>): string =>
  unit === undefined || unit === '' ? title : `${title}, ${unit}`;
