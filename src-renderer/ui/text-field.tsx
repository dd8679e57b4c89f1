import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import './text-field.css';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  /** The label is spoken but not drawn. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly icon?: IconName;
  /** What is wrong with the value and what to do; outlines the field. */
  readonly error?: string | undefined;
  /** Keys, paths, queries. */
  readonly mono?: boolean;
  /** Inside the field, at the right. */
  readonly trailing?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextField({
  label,
  hideLabel = false,
  value,
  onValueChange,
  icon,
  error,
  mono = false,
  trailing,
  className,
  ...rest
}: TextFieldProps) {
  const id = useId();
  return (
    <div className={classNames('text-field', className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'text-field-label'}>
        {label}
      </label>
      <div className="text-field-box" data-invalid={error !== undefined || undefined}>
        {icon !== undefined && <Icon name={icon} size={14} />}
        <input
          spellCheck={false}
          autoComplete="off"
          {...rest}
          id={id}
          className={mono ? 'mono' : undefined}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
        />
        {trailing}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="text-field-error">
          {error}
        </p>
      )}
    </div>
  );
}
