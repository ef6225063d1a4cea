import { useState } from 'react';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { canGoOn, isMeasuring } from '../../../store/measurement-state';
import { isInterrupted } from '../../../store/lab-results';
import { formatNumberOf } from '../../format';
import { FailureNotice } from '../../shell/failure-notice';
import { useCatalogue, useStores } from '../../stores-context';
import { useBusyWith, useLab, useMeasurement, useResults } from '../lab-context';
import { ImportResults } from '../results/import-results';
import { ResultsSection } from '../results/results-section';
import { MatrixProgressView } from './matrix-progress';
import { PlanForm } from './plan-form';

/** Plan a matrix, watch it run, read what it found. */
export function MeasurePage() {
  const measurement = useMeasurement();
  const { shown } = useResults();
  const { measure } = useLab();
  const [isPlanning, setPlanning] = useState(false);
  const isRunning = isMeasuring(measurement);
  const showsPlan = !isRunning && (isPlanning || shown.length === 0);
  return (
    <div className="lab-column">
      <header className="lab-head">
        <h1>What does a precision cost?</h1>
        <p className="lab-lead">
          Each configuration runs in fresh workers, in turns with the others, and decodes the same number of tokens.
          Nothing is sent anywhere.
        </p>
      </header>
      {measurement.kind === 'failed' && <FailureNotice failure={measurement.failure} onDismiss={measure.dismiss} />}
      <KeepingFailed />
      {!isRunning && <Interrupted />}
      {isRunning && <MatrixProgressView measurement={measurement} />}
      {showsPlan && <Plan onStarted={() => setPlanning(false)} />}
      {!showsPlan && !isRunning && (
        <div className="lab-actions">
          <button type="button" className="button" onClick={() => setPlanning(true)}>
            Plan another measurement
          </button>
          <GoOn records={shown} />
          <ImportResults />
        </div>
      )}
      {!isRunning && <ResultsSection records={shown} />}
    </div>
  );
}

function Plan({ onStarted }: { onStarted: () => void }) {
  const catalogue = useCatalogue();
  const { catalogue: store } = useStores();
  switch (catalogue.kind) {
    case 'reading':
      return <p className="faint">Reading what can run here …</p>;
    case 'failed':
      return <FailureNotice failure={catalogue.failure} onRetry={() => void store.read()} />;
    case 'ready':
      return <PlanForm catalogue={catalogue} onStarted={onStarted} />;
  }
}

/** A measurement that a reload or a crash cut short goes on where it ended. */
function Interrupted() {
  const { measure, results } = useLab();
  const { history } = useResults();
  const busyWith = useBusyWith();
  const record = history.find((entry) => isInterrupted(entry) && results.own.has(entry.id) && canGoOn(entry));
  if (record === undefined) return null;
  const runs = record.cells.reduce((sum, cell) => sum + cell.runs.length, 0);
  const end = () => void results.keep({ ...record, finishedAt: new Date().toISOString() });
  return (
    <div className="message message-doubt">
      <p className="message-text">
        “{record.name}” was interrupted. {formatNumberOf(runs, 'finished run')} {runs === 1 ? 'is' : 'are'} kept; the
        step that was under way starts again.
      </p>
      <button
        type="button"
        className="button button-primary"
        disabled={busyWith !== undefined}
        onClick={() => void measure.goOn(record)}
      >
        Resume
      </button>
      <button type="button" className="button" onClick={end}>
        Leave it at that
      </button>
    </div>
  );
}

/** A measurement that was stopped by hand can be gone on with. */
function GoOn({ records }: { records: readonly BenchmarkRecord[] }) {
  const { measure, results } = useLab();
  const busyWith = useBusyWith();
  const [record, another] = records;
  if (record === undefined || another !== undefined || isInterrupted(record)) return null;
  if (!results.own.has(record.id) || !canGoOn(record)) return null;
  return (
    <button
      type="button"
      className="button"
      disabled={busyWith !== undefined}
      onClick={() => void measure.goOn(record)}
    >
      Go on where it was stopped
    </button>
  );
}

function KeepingFailed() {
  const { keepingFailed } = useResults();
  if (keepingFailed === undefined) return null;
  return (
    <div className="message message-doubt" role="status">
      <p className="message-text">
        This browser keeps no results, so they are gone when the page closes. Export what you need.
        <span className="message-detail"> {keepingFailed}</span>
      </p>
    </div>
  );
}
