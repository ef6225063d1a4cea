import { DTYPES } from '../../../contract/inference-api';
import { availabilityOf, findModel } from '../../../store/catalogue';
import { formatBytes } from '../../format';
import { useCatalogue, useEngine, useStores } from '../../stores-context';
import { CellRadios } from './cell-radios';

/** The five precisions with what each weighs. */
export function PrecisionChoice() {
  const { reader } = useStores();
  const catalogue = useCatalogue();
  const { choice } = useEngine();
  const model = findModel(catalogue, choice?.modelId);
  const cells = DTYPES.map((dtype) => {
    const weightBytes = model?.precisions.find((entry) => entry.dtype === dtype)?.weightBytes;
    return {
      value: dtype,
      label: dtype,
      note: weightBytes === undefined ? undefined : formatBytes(weightBytes),
      availability: availabilityOf(catalogue, choice?.modelId, dtype, choice?.device ?? 'wasm'),
    };
  });
  return (
    <div className="choice">
      <span className="label">Precision</span>
      <CellRadios
        label="Precision"
        cells={cells}
        chosen={choice?.dtype}
        onChoose={(dtype) => void reader.configure({ dtype })}
      />
    </div>
  );
}
