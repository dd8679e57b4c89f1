import { useCommand } from '../../lib/commands';
import { formatAmount } from '../../lib/format';
import { notify, notifyError } from '../../lib/notices';
import { TABLE_WRITERS, type TableText, type TableTextFormat } from '../../lib/table-text';

/** @returns a function that copies the table of the screen; the commands of palette and menu do the same */
export function useCopyTable(makeTable: () => TableText, enabled: boolean): (format: TableTextFormat) => void {
  const copy = (format: TableTextFormat) => {
    const table = makeTable();
    navigator.clipboard
      .writeText(TABLE_WRITERS[format](table))
      .then(() => notify({ tone: 'ok', title: `${formatAmount(table.rows.length, 'row')} copied.` }))
      .catch(notifyError);
  };
  useCommand('table.copy-tsv', () => copy('tsv'), { enabled });
  useCommand('table.copy-markdown', () => copy('markdown'), { enabled });
  useCommand('table.copy-latex', () => copy('latex'), { enabled });
  return copy;
}
