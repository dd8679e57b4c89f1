import { Checkbox as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import './checkbox.css';

export interface CheckboxProps {
  readonly checked: boolean | 'indeterminate';
  readonly onCheckedChange: (checked: boolean) => void;
  /** Words beside the box. Without them give `label`. */
  readonly children?: ReactNode;
  /** Spoken name where no words stand beside the box, as in a table. */
  readonly label?: string;
  readonly disabled?: boolean;
}

/** A box to tick; its words belong to the target, so that it is at least 24 px high. */
export function Checkbox({ checked, onCheckedChange, children, label, disabled = false }: CheckboxProps) {
  const box = (
    <Radix.Root
      className="checkbox"
      checked={checked}
      disabled={disabled}
      onCheckedChange={(next) => onCheckedChange(next === true)}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className="checkbox-box">
        <Radix.Indicator>
          {checked === 'indeterminate' ? <span className="checkbox-bar" /> : <Icon name="check" size={12} />}
        </Radix.Indicator>
      </span>
    </Radix.Root>
  );
  if (children === undefined) return box;
  return (
    <label className="checkbox-row">
      {box}
      {children}
    </label>
  );
}
