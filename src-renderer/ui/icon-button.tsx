import type { ButtonHTMLAttributes, Ref } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import { Tooltip } from './tooltip';
import './icon-button.css';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Verb and object: spoken, and shown on hover. */
  readonly label: string;
  readonly icon: IconName;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon; its words are spoken and shown on hover. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button type="button" aria-label={label} {...rest} className={classNames('icon-button', className)}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
