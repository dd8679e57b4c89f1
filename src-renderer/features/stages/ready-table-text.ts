import type { ReadyTable } from '#contract/stages';
import type { TableText } from '../../lib/table-text';

/** @returns the table as texts for the clipboard */
export const readyTableText = ({ columns, rows }: ReadyTable): TableText => ({
  columns: columns.map(({ header, align }) => ({ title: header, align })),
  rows: rows.map((row) => row.map(({ text }) => text)),
});
