import { DEVICES, DTYPES, type Device, type Dtype } from '../../../contract/inference-api';
import { availabilityOf, type Availability, type ReadyCatalogue } from '../../../store/catalogue';
import type { LabChoices } from '../../../store/lab-choices';
import { formatBytes } from '../../format';
import { deviceName } from '../../shell/status-line';
import { CheckGroup } from './check-group';

interface ConfigurationFieldsProps {
  catalogue: ReadyCatalogue;
  choices: LabChoices;
  onChange: (part: Partial<LabChoices>) => void;
}

/** What runs: models, precisions, devices and threads; their product is the matrix. */
export function ConfigurationFields({ catalogue, choices, onChange }: ConfigurationFieldsProps) {
  const { capabilities } = catalogue;
  const readers = catalogue.models.filter(({ task }) => task === 'image-text');
  return (
    <div className="plan-fields">
      <CheckGroup
        label="Models"
        options={readers.map(({ id, title, version }) => ({ value: id, title, note: version }))}
        chosen={choices.modelIds}
        onChange={(modelIds) => onChange({ modelIds })}
      />
      <CheckGroup
        label="Precisions"
        options={DTYPES.map((dtype) => precisionOption(dtype, catalogue, choices))}
        chosen={choices.dtypes}
        onChange={(dtypes) => onChange({ dtypes })}
      />
      <CheckGroup
        label="Devices"
        options={DEVICES.map((device) => deviceOption(device, catalogue))}
        chosen={choices.devices}
        onChange={(devices) => onChange({ devices })}
      />
      <CheckGroup
        label="WASM threads (none ticked: the fastest here, measured before the first load)"
        options={threadCounts(capabilities).map((count) => ({ value: count, title: String(count) }))}
        chosen={choices.threads}
        onChange={(threads) => onChange({ threads })}
      />
    </div>
  );
}

/** A precision is off when no chosen model can run it on any chosen device. */
function precisionOption(dtype: Dtype, catalogue: ReadyCatalogue, { modelIds, devices }: LabChoices) {
  const answers = modelIds.flatMap((id) => devices.map((device) => availabilityOf(catalogue, id, dtype, device)));
  const bytes = catalogue.models
    .filter(({ id }) => modelIds.includes(id))
    .flatMap(({ precisions }) => precisions.filter((entry) => entry.dtype === dtype).map((entry) => entry.weightBytes));
  const [first] = bytes;
  const availability = best(answers);
  return {
    value: dtype,
    title: dtype,
    ...(first === undefined ? {} : { note: formatBytes(first) }),
    ...(availability === undefined ? {} : { availability }),
  };
}

function deviceOption(device: Device, { capabilities }: ReadyCatalogue) {
  const title = deviceName(device);
  if (device === 'wasm') return { value: device, title };
  const { webgpu } = capabilities;
  if (webgpu.kind === 'unavailable') {
    return { value: device, title, availability: { kind: 'unavailable' as const, reason: webgpu.reason } };
  }
  const { vendor, architecture, isFallback } = webgpu.adapter;
  const note = [vendor, architecture].filter(Boolean).join(' ');
  return isFallback
    ? {
        value: device,
        title,
        note,
        availability: { kind: 'warned' as const, reason: 'Software adapter: correct, but far slower than a GPU.' },
      }
    : { value: device, title, note };
}

function best(answers: readonly Availability[]): Availability | undefined {
  return (
    answers.find(({ kind }) => kind === 'available') ?? answers.find(({ kind }) => kind === 'warned') ?? answers[0]
  );
}

/** Powers of two up to the processors that the browser admits, and that number itself. */
function threadCounts({ cores = 1, crossOriginIsolated }: ReadyCatalogue['capabilities']): number[] {
  if (!crossOriginIsolated) return [1];
  const counts = [1, 2, 4, 8, 16].filter((count) => count < cores);
  return [...counts, Math.min(cores, 16)];
}
