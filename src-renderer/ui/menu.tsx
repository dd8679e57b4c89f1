import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Kbd } from './kbd';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  /** `Mod+K` form, shown at the right. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly label: string;
  /** `null` draws a line. */
  readonly items: readonly (MenuItem | null)[];
  readonly align?: 'start' | 'end';
}

/** A menu under a button; arrows move, Enter chooses, Esc closes. */
export function Menu({ trigger, label, items, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8} aria-label={label}>
          {items.map((item, index) =>
            item === null ? (
              <DropdownMenu.Separator key={`line-${index}`} className="menu-line" />
            ) : (
              <MenuRow key={item.label} item={item} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuRow({ item }: { readonly item: MenuItem }) {
  return (
    <DropdownMenu.Item
      className={item.danger === true ? 'menu-item tone-bad' : 'menu-item'}
      disabled={item.disabled ?? false}
      onSelect={item.onSelect}
    >
      {item.icon === undefined ? <span className="menu-gap" /> : <Icon name={item.icon} size={14} />}
      <span className="grow ellipsis">{item.label}</span>
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </DropdownMenu.Item>
  );
}
