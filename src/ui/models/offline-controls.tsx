import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { unreachable } from '../../contract/failure';
import type { ModelManifest } from '../../contract/model-manifest';
import type { OfflineModel, OfflineTask } from '../../store/offline-shelf';
import { formatBytes } from '../format';
import { FailureNotice } from '../shell/failure-notice';
import { useCatalogue } from '../stores-context';

/** Stores every precision with one click, says beforehand what that takes, and undoes it. */
export function OfflineControls({ model, offline }: { model: ModelManifest; offline: OfflineModel }) {
  const { stored, task, space } = useStore(offline.store);
  const catalogue = useCatalogue();
  const hasGpu = catalogue.kind === 'ready' && catalogue.capabilities.webgpu.kind === 'available';
  const all = model.precisions.map(({ dtype }) => dtype);
  const missing = useMissingBytes(offline, model, stored);
  const isBusy = task.kind === 'storing' || task.kind === 'removing';
  return (
    <div className="offline">
      <div className="offline-buttons">
        <button
          type="button"
          className="button"
          disabled={isBusy || missing === undefined || missing === 0}
          onClick={() => void offline.makeAvailableOffline(all)}
        >
          Make all precisions available offline
          {missing !== undefined && missing > 0 && ` (${formatBytes(missing)})`}
        </button>
        <button
          type="button"
          className="button"
          disabled={isBusy || stored === undefined || stored.length === 0}
          onClick={() => void offline.remove(all)}
        >
          Remove all from this device
        </button>
      </div>
      {missing === 0 && <p className="label">All precisions are stored on this device.</p>}
      {hasGpu && (
        <p className="label">
          WebGPU has a runtime of its own, kept when it first runs: caption once on WebGPU before you go offline with
          it.
        </p>
      )}
      <TaskState task={task} onCancel={offline.cancel} onRetry={() => void offline.makeAvailableOffline(all)} />
      {space && (
        <p className="label">
          This page uses {formatBytes(space.usedBytes)} of browser storage; {formatBytes(space.freeBytes)} are free.{' '}
          {space.protectedFromEviction
            ? 'The browser promised not to clear it on its own.'
            : 'The browser may clear it when the disk runs full.'}
        </p>
      )}
    </div>
  );
}

interface TaskStateProps {
  task: OfflineTask;
  onCancel: () => void;
  onRetry: () => void;
}

function TaskState({ task, onCancel, onRetry }: TaskStateProps) {
  switch (task.kind) {
    case 'idle':
      return null;
    case 'removing':
      return <p className="label">Removing …</p>;
    case 'failed':
      return <FailureNotice failure={task.failure} onRetry={onRetry} />;
    case 'storing':
      return (
        <div className="load-progress">
          <p>
            {task.dtype}: {formatBytes(task.doneBytes)} of {formatBytes(task.totalBytes)}
          </p>
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
          <div
            className="progress"
            role="progressbar"
            aria-label="Storing precisions"
            aria-valuemin={0}
            aria-valuemax={task.totalBytes}
            aria-valuenow={task.doneBytes}
          >
            <div style={{ width: `${(task.totalBytes === 0 ? 1 : task.doneBytes / task.totalBytes) * 100}%` }} />
          </div>
        </div>
      );
    default:
      return unreachable(task);
  }
}

/** Bytes that storing every precision would still fetch; looked up again whenever something was stored or removed. */
function useMissingBytes(
  offline: OfflineModel,
  model: ModelManifest,
  stored: readonly string[] | undefined,
): number | undefined {
  const [missing, setMissing] = useState<number>();
  const key = stored?.join(' ');
  useEffect(() => {
    let isCurrent = true;
    if (key === undefined) return;
    void offline.missingBytes(model.precisions.map(({ dtype }) => dtype)).then((bytes) => {
      if (isCurrent) setMissing(bytes);
    });
    return () => {
      isCurrent = false;
    };
  }, [offline, model, key]);
  return missing;
}
