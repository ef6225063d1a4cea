import { DEVICES } from '../../../contract/inference-api';
import { availabilityOf, type Capabilities } from '../../../store/catalogue';
import { deviceName } from '../../shell/status-line';
import { useCatalogue, useEngine, useStores } from '../../stores-context';
import { CellRadios } from './cell-radios';

/** Where the model runs: on the GPU, or on the processor with a number of threads. */
export function DeviceChoice({ capabilities }: { capabilities: Capabilities }) {
  const { reader } = useStores();
  const catalogue = useCatalogue();
  const { choice } = useEngine();
  const cells = DEVICES.map((device) => ({
    value: device,
    label: deviceName(device),
    availability: availabilityOf(catalogue, choice?.modelId, choice?.dtype ?? 'q8', device),
  })).map((cell) =>
    // What is doubtful about the cell that runs is said once, under its precision.
    cell.value === choice?.device && cell.availability.kind === 'warned'
      ? { ...cell, availability: { kind: 'available' as const } }
      : cell,
  );
  return (
    <div className="choice">
      <span className="label">Device</span>
      <CellRadios
        label="Device"
        cells={cells}
        chosen={choice?.device}
        onChoose={(device) => void reader.configure({ device })}
        beside={choice?.device === 'wasm' && <ThreadChoice capabilities={capabilities} threads={choice.threads} />}
      />
    </div>
  );
}

function ThreadChoice({ capabilities, threads }: { capabilities: Capabilities; threads: number | undefined }) {
  const { reader } = useStores();
  const limit = capabilities.crossOriginIsolated ? (capabilities.cores ?? 1) : 1;
  const counts = Array.from({ length: Math.min(limit, 16) }, (_, position) => position + 1);
  return (
    <label className="threads">
      <span className="label">Threads</span>
      <select
        className="field"
        value={threads ?? 'auto'}
        disabled={limit === 1}
        onChange={(event) => {
          const { value } = event.target;
          void reader.configure({ threads: value === 'auto' ? undefined : Number(value) });
        }}
      >
        <option value="auto">auto</option>
        {counts.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
      {!capabilities.crossOriginIsolated && (
        <span className="reason">One thread only: the page is not cross-origin isolated.</span>
      )}
    </label>
  );
}
