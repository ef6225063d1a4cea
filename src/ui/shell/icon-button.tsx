import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  label: string;
  /** Key that does the same, shown in the tooltip. */
  shortcut?: string;
  children: ReactNode;
}

/** A button whose picture is explained by its name and tooltip. */
export function IconButton({ label, shortcut, className = '', children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <button type="button" aria-label={label} className={`button button-icon ${className}`} {...rest}>
        {children}
      </button>
    </Tooltip>
  );
}
