import { copyTableItems } from '../../lib/copy-table';
import type { TableText } from '../../lib/table-text';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';

/** The icon at the head of a small table that copies it. */
export function CopyTableMenu({
  title,
  makeTable,
}: {
  /** Names the table: `the players of BOS`. */
  readonly title: string;
  readonly makeTable: () => TableText;
}) {
  const label = `Copy ${title}`;
  return <Menu label={label} trigger={<IconButton icon="copy" label={label} />} items={copyTableItems(makeTable)} />;
}
