import { useId } from 'react';
import { Select as Radix } from 'radix-ui';
import { Icon } from './icon';
import './select.css';

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly detail?: string }[];
  readonly onValueChange: (value: T) => void;
  readonly disabled?: boolean;
}

/** One of a list. For two to five short words use Segmented. */
export function Select<T extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onValueChange,
  disabled = false,
}: SelectProps<T>) {
  const id = useId();
  return (
    <span className="select-row">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'select-label'}>
        {label}
      </label>
      <Radix.Root value={value} onValueChange={(next) => onValueChange(next as T)} disabled={disabled}>
        <Radix.Trigger id={id} className="select" aria-label={label}>
          <Radix.Value />
          <Icon name="chevron-down" size={12} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content className="menu" position="popper" sideOffset={4} collisionPadding={8}>
            <Radix.Viewport>
              {options.map((option) => (
                <Radix.Item key={option.value} value={option.value} className="menu-item">
                  <span className="menu-gap">
                    <Radix.ItemIndicator>
                      <Icon name="check" size={14} />
                    </Radix.ItemIndicator>
                  </span>
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.detail !== undefined && <span className="text-3">{option.detail}</span>}
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </span>
  );
}
