import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. Dialog
 * libraries lock the page's scrolling with injected style elements, which the content security policy refuses.
 */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (isOpen && dialog?.open === false) dialog.showModal();
    if (!isOpen && dialog?.open === true) dialog.close();
  }, [isOpen]);
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="dialog-frame">
        <header className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          {/* Without a tooltip: an open one would take the Escape that is meant for the dialog. */}
          <button type="button" aria-label="Close" className="button button-icon button-quiet" onClick={onClose}>
            <X size={16} aria-hidden />
          </button>
        </header>
        <div className="dialog-body" tabIndex={-1}>
          {isOpen && children}
        </div>
      </div>
    </dialog>
  );
}
