import { formatAmount } from '../../lib/format';
import { notify, notifyError } from '../../lib/notices';
import { TABLE_WRITERS, type TableText, type TableTextFormat } from '../../lib/table-text';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';

/** Puts a table on the clipboard and says so. */
export function copyTable(table: TableText, format: TableTextFormat): void {
  navigator.clipboard
    .writeText(TABLE_WRITERS[format](table))
    .then(() => notify({ tone: 'ok', title: `${formatAmount(table.rows.length, 'row')} copied.` }))
    .catch(notifyError);
}

/** A button that copies a table as TSV, Markdown or LaTeX; only an icon where a table is small. */
export function CopyTableMenu({
  title,
  isSmall,
  makeTable,
}: {
  /** Names the table: `Team table`. */
  readonly title: string;
  readonly isSmall: boolean;
  readonly makeTable: () => TableText;
}) {
  return (
    <Menu
      label={`Copy ${title}`}
      trigger={isSmall ? <IconButton icon="copy" label={`Copy ${title}`} /> : <Button icon="copy">Copy as</Button>}
      items={[
        { label: 'TSV, for a sheet', onSelect: () => copyTable(makeTable(), 'tsv') },
        { label: 'Markdown', onSelect: () => copyTable(makeTable(), 'markdown') },
        { label: 'LaTeX', onSelect: () => copyTable(makeTable(), 'latex') },
      ]}
    />
  );
}
