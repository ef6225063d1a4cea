import { useId } from 'react';
import type { Availability } from '../../../store/catalogue';

export interface CheckOption<Value> {
  value: Value;
  title: string;
  /** Second part of the line, such as a size. */
  note?: string;
  availability?: Availability;
}

interface CheckGroupProps<Value> {
  label: string;
  options: readonly CheckOption<Value>[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

/** Boxes of which any number can be ticked. What can't run here is off, with the reason beside it. */
export function CheckGroup<Value extends string | number>({
  label,
  options,
  chosen,
  onChange,
}: CheckGroupProps<Value>) {
  const id = useId();
  const toggle = (value: Value) =>
    onChange(options.map((option) => option.value).filter((other) => chosen.includes(other) !== (other === value)));
  return (
    <fieldset className="check-group">
      <legend className="label">{label}</legend>
      {options.map(({ value, title, note, availability }) => {
        const reason =
          availability === undefined || availability.kind === 'available' ? undefined : availability.reason;
        const isOff = availability?.kind === 'unavailable';
        const reasonId = `${id}-${value}`;
        return (
          <div key={value} className="check-line">
            <label className={isOff ? 'check check-off' : 'check'}>
              <input
                type="checkbox"
                checked={chosen.includes(value) && !isOff}
                disabled={isOff}
                aria-describedby={reason === undefined ? undefined : reasonId}
                onChange={() => toggle(value)}
              />
              <span className="check-title">{title}</span>
              {note !== undefined && <span className="faint">{note}</span>}
            </label>
            {reason !== undefined && (
              <p id={reasonId} className={isOff ? 'check-reason' : 'check-reason check-reason-doubt'}>
                {isOff ? reason : `⚠ ${reason}`}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
