import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './style/page.css';
import './shell/shell.css';
import { Suspense, useCallback, useEffect, useState, type MouseEvent } from 'react';
import { useViewName, viewAddress } from './router';
import { ErrorBoundary } from './shell/error-boundary';
import { Header } from './shell/header';
import { HelpDialog } from './shell/help-dialog';
import { LedgerButton } from './shell/ledger-button';
import { Readiness } from './shell/readiness';
import { StatusBar } from './shell/status-bar';
import { TooltipProvider } from './shell/tooltip';
import { useImageIntake } from './shell/use-image-intake';
import { useShortcuts } from './shell/use-shortcuts';
import { StoresProvider, useStores, type Stores } from './stores-context';
import { VIEWS } from './views';

export function App({ stores }: { stores: Stores }) {
  return (
    <StoresProvider value={stores}>
      <TooltipProvider delayDuration={400}>
        <Shell />
      </TooltipProvider>
    </StoresProvider>
  );
}

function Shell() {
  const { reader, gallery } = useStores();
  const viewName = useViewName();
  const openFiles = useCallback(
    (files: readonly File[]) => {
      window.location.hash = viewAddress('read');
      void reader.openFiles(files);
    },
    [reader],
  );
  const [isHelpOpen, setHelpOpen] = useState(false);
  const refuseFolder = useCallback(
    (name: string) => {
      window.location.hash = viewAddress('read');
      gallery.refuseFolder(name);
    },
    [gallery],
  );
  const isHovering = useImageIntake({ openFiles, refuseFolder });
  const view = VIEWS.find(({ name }) => name === viewName) ?? VIEWS[0];
  useEffect(() => {
    document.title = view === undefined ? 'Edgeward' : `${view.title} · Edgeward`;
  }, [view]);
  useShortcuts({ '?': () => setHelpOpen(true) });
  return (
    <div className="shell">
      <a className="button skip-link" href="#view" onClick={focusView}>
        Skip to the view
      </a>
      <Header current={viewName} onHelp={() => setHelpOpen(true)}>
        <Readiness />
        <LedgerButton />
      </Header>
      <main id="view" className="view" tabIndex={-1}>
        <ErrorBoundary name={viewName}>
          <Suspense fallback={<p className="view-failed">Loading the view …</p>}>{view && <view.Component />}</Suspense>
        </ErrorBoundary>
      </main>
      <StatusBar />
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {isHovering && <div className="drop-overlay">Drop to read on this device. Nothing is uploaded.</div>}
    </div>
  );
}

/** The address names the view, so the skip link moves the focus without changing it. */
function focusView(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('view')?.focus();
}
