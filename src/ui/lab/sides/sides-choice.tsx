import { configurationKey, configurationLabel } from '../../../benchmark/configuration-label';
import type { Configuration } from '../../../contract/inference-api';
import { availabilityOf, type ReadyCatalogue } from '../../../store/catalogue';
import { everyCell } from '../../../store/lab-choices';
import { MAX_SIDES, MIN_SIDES } from '../../../store/lab-side-by-side';
import { useLab } from '../lab-context';
import { CheckGroup } from '../measure/check-group';

interface SidesChoiceProps {
  catalogue: ReadyCatalogue;
  chosen: readonly Configuration[];
}

/** Two to four configurations; the first is what the others' words are compared with. */
export function SidesChoice({ catalogue, chosen }: SidesChoiceProps) {
  const { sideBySide } = useLab();
  const cells = everyCell(catalogue);
  const keys = chosen.map(configurationKey);
  const isFull = chosen.length >= MAX_SIDES;
  const change = (next: readonly string[]) => {
    const kept = cells.filter((cell) => next.includes(configurationKey(cell)));
    if (kept.length <= MAX_SIDES) sideBySide.choose(kept);
  };
  return (
    <div className="sides-choice">
      <CheckGroup
        label={`Configurations (${MIN_SIDES} to ${MAX_SIDES})`}
        options={cells.map((cell) => ({
          value: configurationKey(cell),
          title: configurationLabel(cell, cells),
          availability:
            isFull && !keys.includes(configurationKey(cell))
              ? { kind: 'unavailable' as const, reason: `At most ${MAX_SIDES}: untick another first.` }
              : availabilityOf(catalogue, cell.modelId, cell.dtype, cell.device),
        }))}
        chosen={keys}
        onChange={change}
      />
      {chosen.length < MIN_SIDES && <p className="check-reason">Tick at least {MIN_SIDES} to compare.</p>}
    </div>
  );
}
