import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Tooltip } from '../../shell/tooltip';
import type { Availability } from '../../../store/catalogue';

export interface RadioCell<Value extends string> {
  value: Value;
  label: string;
  /** Second line, such as a size. */
  note?: string | undefined;
  availability: Availability;
}

interface CellRadiosProps<Value extends string> {
  label: string;
  cells: readonly RadioCell<Value>[];
  chosen: Value | undefined;
  onChoose: (value: Value) => void;
  /** A related control at the end of the row. */
  beside?: ReactNode;
}

/**
 * A row of choices. The arrows move the focus only and Enter or Space chooses, because each choice starts a load. What
 * cannot be chosen takes the focus all the same, so that its reason can be reached without a mouse.
 */
export function CellRadios<Value extends string>({ label, cells, chosen, onChoose, beside }: CellRadiosProps<Value>) {
  const group = useRef<HTMLDivElement>(null);
  const idOfReasons = useId();
  const focusable = cells.find(({ value }) => value === chosen)?.value ?? cells[0]?.value;

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const radios = [...(group.current?.querySelectorAll<HTMLElement>('[role=radio]') ?? [])];
    const position = radios.findIndex((radio) => radio === document.activeElement);
    radios[(position + step + radios.length) % radios.length]?.focus();
  }

  return (
    <div className="cells">
      <div className="cells-line">
        <div ref={group} className="cell-row" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
          {cells.map(({ value, label: text, note, availability }) => (
            <Tooltip key={value} text={reasonOf(availability)}>
              <button
                type="button"
                role="radio"
                className={`cell cell-${availability.kind}`}
                aria-checked={value === chosen}
                aria-disabled={availability.kind === 'unavailable'}
                aria-describedby={availability.kind === 'available' ? undefined : `${idOfReasons}-${value}`}
                tabIndex={value === focusable ? 0 : -1}
                onClick={() => availability.kind !== 'unavailable' && onChoose(value)}
              >
                <span className="cell-label">{text}</span>
                {note !== undefined && <span className="cell-note">{note}</span>}
              </button>
            </Tooltip>
          ))}
        </div>
        {beside}
      </div>
      <Reasons cells={cells} chosen={chosen} idOfReasons={idOfReasons} />
    </div>
  );
}

interface ReasonsProps<Value extends string> {
  cells: readonly RadioCell<Value>[];
  chosen: Value | undefined;
  idOfReasons: string;
}

/** Why something is off, or doubtful, in words: for the chosen cell and for a single other at once, for several on demand. */
function Reasons<Value extends string>({ cells, chosen, idOfReasons }: ReasonsProps<Value>) {
  const withReason = cells.filter(({ availability }) => availability.kind !== 'available');
  if (withReason.length === 0) return null;
  const line = ({ value, label, availability }: RadioCell<Value>) => (
    <p key={value} id={`${idOfReasons}-${value}`} className={`reason reason-${availability.kind}`}>
      <b>{label}</b>: {reasonOf(availability)}
    </p>
  );
  const others = withReason.filter(({ value }) => value !== chosen);
  return (
    <>
      {withReason.filter(({ value }) => value === chosen).map(line)}
      {others.length === 1 && others.map(line)}
      {others.length > 1 && (
        <details className="reasons">
          <summary>{summaryOf(others)}</summary>
          {others.map(line)}
        </details>
      )}
    </>
  );
}

function summaryOf(cells: readonly RadioCell<string>[]): string {
  const off = cells.filter(({ availability }) => availability.kind === 'unavailable').map(({ label }) => label);
  const doubtful = cells.filter(({ availability }) => availability.kind === 'warned').map(({ label }) => label);
  return [
    off.length > 0 ? `Not available here: ${off.join(', ')}` : '',
    doubtful.length > 0 ? `With a caution: ${doubtful.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('. ');
}

function reasonOf(availability: Availability): string | undefined {
  return availability.kind === 'available' ? undefined : availability.reason;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
