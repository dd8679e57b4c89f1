import { Button } from './button';
import { Menu, type MenuItem } from './menu';

export interface CopyAsProps {
  /** Names the menu: `Copy the table`. */
  readonly label: string;
  /** One item a format. */
  readonly items: readonly MenuItem[];
  readonly disabled?: boolean;
  /** One of several on a screen: its spoken name is the label. */
  readonly isSmall?: boolean;
}

/** The button that copies what a screen shows, in a format of choice. */
export function CopyAs({ label, items, disabled = false, isSmall = false }: CopyAsProps) {
  return (
    <Menu
      label={label}
      trigger={
        <Button icon="copy" disabled={disabled} {...(isSmall ? { size: 'small', 'aria-label': label } : {})}>
          Copy as
        </Button>
      }
      items={items}
    />
  );
}
