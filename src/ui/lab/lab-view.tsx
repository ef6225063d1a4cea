import './lab.css';
import './measure/plan.css';
import './measure/check-group.css';
import './measure/image-choice.css';
import './measure/progress.css';
import './results/results.css';
import './results/figure-frame.css';
import './results/data-table.css';
import './print.css';
import { Suspense, use, useEffect } from 'react';
import { unreachable } from '../../contract/failure';
import { useStores } from '../stores-context';
import { AccuracyPage } from './accuracy/accuracy-page';
import { HistoryPage } from './history/history-page';
import { LabProvider, useBusyWith, useIsPaused } from './lab-context';
import { LAB_PAGES, labAddress, useLabPage, type LabPage } from './lab-route';
import { MeasurePage } from './measure/measure-page';
import { SideBySidePage } from './sides/side-by-side-page';

/** What quantization costs and what it buys: times beside correctness, for results that can be shared. */
export function LabView() {
  const { catalogue, gallery, openLab } = useStores();
  useEffect(() => {
    void catalogue.open();
    void gallery.loadPacks();
  }, [catalogue, gallery]);
  return (
    <LabProvider value={use(openLab())}>
      <LabFrame />
    </LabProvider>
  );
}

function LabFrame() {
  const page = useLabPage();
  const busyWith = useBusyWith();
  const isPaused = useIsPaused();
  return (
    <div className="lab">
      <nav className="lab-pages" aria-label="Lab">
        {LAB_PAGES.map(({ name, title }) => (
          <a key={name} href={labAddress(name)} aria-current={name === page ? 'page' : undefined}>
            {title}
          </a>
        ))}
        {busyWith !== undefined && (
          <span className="lab-busy" role="status">
            {busyWith}
            {isPaused && ', paused'}
          </span>
        )}
      </nav>
      <Suspense fallback={<p className="lab-column faint">Loading …</p>}>
        <Page page={page} />
      </Suspense>
    </div>
  );
}

function Page({ page }: { page: LabPage }) {
  switch (page) {
    case 'measure':
      return <MeasurePage />;
    case 'accuracy':
      return <AccuracyPage />;
    case 'side-by-side':
      return <SideBySidePage />;
    case 'history':
      return <HistoryPage />;
    default:
      return unreachable(page);
  }
}
