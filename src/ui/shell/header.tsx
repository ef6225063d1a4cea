import { CircleHelp, ScanEye } from 'lucide-react';
import type { ReactNode } from 'react';
import { viewAddress, type ViewName } from '../router';
import { VIEWS } from '../views';
import { IconButton } from './icon-button';
import { ThemeMenu } from './theme-menu';

interface HeaderProps {
  current: ViewName;
  onHelp: () => void;
  /** The ledger and the readiness, which come from the offline part. */
  children?: ReactNode;
}

export function Header({ current, onHelp, children }: HeaderProps) {
  return (
    <header className="shell-header">
      <span className="brand">
        <ScanEye size={18} aria-hidden />
        <span className="brand-name">Edgeward</span>
      </span>
      <nav aria-label="Views" className="view-links">
        {VIEWS.map(({ name, title }) => (
          <a key={name} href={viewAddress(name)} aria-current={name === current ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div className="header-end">
        {children}
        <ThemeMenu />
        <IconButton label="Keyboard help" shortcut="?" className="button-quiet" onClick={onHelp}>
          <CircleHelp size={16} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
