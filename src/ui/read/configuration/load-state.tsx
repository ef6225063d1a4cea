import { unreachable } from '../../../contract/failure';
import type { Configuration, LoadEvent } from '../../../contract/inference-api';
import { failureMessage } from '../../failure-message';
import { formatBytes } from '../../format';
import { DoubtNotice, FailureNotice } from '../../shell/failure-notice';
import { cellName, deviceName } from '../../shell/status-line';
import { useEngine, useStores } from '../../stores-context';

/** How the chosen model's load is going, and what became of it. */
export function LoadState() {
  const { engine } = useStores();
  const { worker, choice, fallback } = useEngine();
  const load = () => void engine.ready();
  return (
    <>
      {fallback && (
        <DoubtNotice>
          {deviceName(fallback.from)} failed, so WASM is used instead. {failureMessage(fallback.failure).text}
        </DoubtNotice>
      )}
      {(() => {
        switch (worker.kind) {
          case 'idle':
            return choice && <LoadButton choice={choice} onLoad={load} />;
          case 'loading':
            return (
              <LoadProgress configuration={worker.configuration} event={worker.event} onCancel={engine.cancelLoad} />
            );
          case 'failed':
            return worker.failure.code === 'cancelled' ? (
              choice && <LoadButton choice={choice} onLoad={load} />
            ) : (
              <FailureNotice failure={worker.failure} onRetry={load} />
            );
          case 'ready':
          case 'generating':
            return null;
          default:
            return unreachable(worker);
        }
      })()}
    </>
  );
}

function LoadButton({ choice, onLoad }: { choice: Configuration; onLoad: () => void }) {
  return (
    <button type="button" className="button" onClick={onLoad}>
      Load {cellName(choice)}
    </button>
  );
}

interface LoadProgressProps {
  configuration: Configuration;
  event: LoadEvent | undefined;
  onCancel: () => void;
}

function LoadProgress({ configuration, event, onCancel }: LoadProgressProps) {
  const share = event?.kind === 'fetching' && event.totalBytes > 0 ? event.loadedBytes / event.totalBytes : undefined;
  return (
    <div className="load-progress">
      <p>
        {stepOf(event)} <span className="faint">{configuration.dtype}</span>
      </p>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
      <div
        className={share === undefined ? 'progress progress-unknown' : 'progress'}
        role="progressbar"
        aria-label={`Loading ${cellName(configuration)}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      >
        <div style={share === undefined ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

function stepOf(event: LoadEvent | undefined): string {
  switch (event?.kind) {
    case undefined:
      return 'Starting a fresh worker';
    case 'fetching':
      return `${formatBytes(event.loadedBytes)} of ${formatBytes(event.totalBytes)}`;
    case 'verifying':
      return `Checking ${event.file}`;
    case 'creating-session':
      return 'Building the runtime’s session';
    case 'warming-up':
      return 'Warming up';
    default:
      return unreachable(event);
  }
}
