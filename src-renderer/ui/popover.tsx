import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './popover.css';

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly onOpenChange?: (open: boolean) => void;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A small pane under a button; Esc closes it and gives the focus back. */
export function Popover({ trigger, label, onOpenChange, align = 'end', children }: PopoverProps) {
  return (
    <Radix.Root {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="popover" align={align} sideOffset={4} collisionPadding={8} aria-label={label}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
