import { copyText } from './copy-text';
import { formatAmount } from './format';
import { TABLE_WRITERS, type TableText, type TableTextFormat } from './table-text';

/** One line of a menu. */
export interface CopyItem {
  readonly label: string;
  readonly onSelect: () => void;
}

const FORMATS: readonly { readonly format: TableTextFormat; readonly label: string }[] = [
  { format: 'tsv', label: 'TSV, for a sheet' },
  { format: 'markdown', label: 'Markdown' },
  { format: 'latex', label: 'LaTeX, booktabs' },
];

/** Puts a table on the clipboard and says so. */
export const copyTable = (table: TableText, format: TableTextFormat): void =>
  copyText(TABLE_WRITERS[format](table), `${formatAmount(table.rows.length, 'row')} copied.`);

/** @returns the items of a menu that copies a table, which is made when it is asked for */
export const copyTableItems = (makeTable: () => TableText): readonly CopyItem[] =>
  FORMATS.map(({ format, label }) => ({ label, onSelect: () => copyTable(makeTable(), format) }));
