import { useCommand } from './commands';
import { copyTable, copyTableItems, type CopyItem } from './copy-table';
import type { TableText, TableTextFormat } from './table-text';

/** Makes a screen answer to the commands that copy its table. */
export function useCopyCommands(copy: (format: TableTextFormat) => void, enabled = true): void {
  useCommand('table.copy-tsv', () => copy('tsv'), { enabled });
  useCommand('table.copy-markdown', () => copy('markdown'), { enabled });
  useCommand('table.copy-latex', () => copy('latex'), { enabled });
}

/**
 * The table of a screen, copied by menu, palette and shortcut alike.
 *
 * @param makeTable called when a copy is asked for
 * @param enabled   false: there is nothing to copy
 * @returns the items of the screen's own menu
 */
export function useCopyTable(makeTable: () => TableText, enabled = true): readonly CopyItem[] {
  useCopyCommands((format) => copyTable(makeTable(), format), enabled);
  return copyTableItems(makeTable);
}
