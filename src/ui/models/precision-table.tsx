import { useStore } from 'zustand';
import { DEVICES, type Device, type Dtype } from '../../contract/inference-api';
import type { ModelManifest, PrecisionEntry } from '../../contract/model-manifest';
import { availabilityOf, type ReadyCatalogue } from '../../store/catalogue';
import type { OfflineModel } from '../../store/offline-shelf';
import { formatBytes } from '../format';
import { deviceName } from '../shell/status-line';

interface PrecisionTableProps {
  model: ModelManifest;
  catalogue: ReadyCatalogue;
  offline: OfflineModel | undefined;
}

/** Each precision with its bytes, how it did on each device, and whether it is stored. */
export function PrecisionTable({ model, catalogue, offline }: PrecisionTableProps) {
  return (
    <div className="scroll-sideways" tabIndex={0} role="region" aria-label={`Precisions of ${model.title}`}>
      <table className="precision-table">
        <thead>
          <tr>
            <th scope="col">Precision</th>
            <th scope="col" className="number">
              Weights
            </th>
            {DEVICES.toReversed().map((device) => (
              <th key={device} scope="col">
                {deviceName(device)}
              </th>
            ))}
            <th scope="col">On this device</th>
          </tr>
        </thead>
        <tbody>
          {model.precisions.map((precision) => (
            <tr key={precision.dtype}>
              <th scope="row">{precision.dtype}</th>
              <td className="number">{formatBytes(precision.weightBytes)}</td>
              {DEVICES.toReversed().map((device) => (
                <td key={device}>
                  <DeviceCell precision={precision} device={device} model={model} catalogue={catalogue} />
                </td>
              ))}
              <td>{offline && <StoredCell offline={offline} dtype={precision.dtype} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DeviceCellProps {
  precision: PrecisionEntry;
  device: Device;
  model: ModelManifest;
  catalogue: ReadyCatalogue;
}

function DeviceCell({ precision, device, model, catalogue }: DeviceCellProps) {
  const cell = precision.devices[device];
  const here = availabilityOf(catalogue, model.id, precision.dtype, device);
  const agreement = cell?.tokenAgreement;
  return (
    <>
      <span className={`cell-status cell-status-${cell?.status ?? 'untested'}`}>
        {STATUS[cell?.status ?? 'untested']}
      </span>
      {agreement !== undefined && <span className="cell-line">{(agreement * 100).toFixed(1)}% of tokens as fp32</span>}
      {cell?.reason !== undefined && <span className="cell-line">{cell.reason}</span>}
      {cell?.note !== undefined && <span className="cell-line">{cell.note}</span>}
      {here.kind === 'warned' && cell?.status === 'verified' && (
        <span className="cell-line cell-caution">Caution: {here.reason}</span>
      )}
      {here.kind === 'unavailable' && <span className="cell-line">Not in this browser: {here.reason}</span>}
    </>
  );
}

const STATUS = { verified: '✓ Verified', refused: '✗ Known to be wrong', untested: '– Not tested' };

function StoredCell({ offline, dtype }: { offline: OfflineModel; dtype: Dtype }) {
  const { stored, task } = useStore(offline.store);
  if (task.kind === 'storing' && task.dtype === dtype) return <>Storing …</>;
  if (stored === undefined) return <>Looking …</>;
  const isBusy = task.kind === 'storing' || task.kind === 'removing';
  return stored.includes(dtype) ? (
    <>
      Stored{' '}
      <button
        type="button"
        className="button-link"
        disabled={isBusy}
        aria-label={`Remove ${dtype} from this device`}
        onClick={() => void offline.remove([dtype])}
      >
        Remove
      </button>
    </>
  ) : (
    <>
      Not stored{' '}
      <button
        type="button"
        className="button-link"
        disabled={isBusy}
        aria-label={`Store ${dtype} on this device`}
        onClick={() => void offline.makeAvailableOffline([dtype])}
      >
        Store
      </button>
    </>
  );
}
