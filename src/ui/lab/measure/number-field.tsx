import { useId, useState } from 'react';

interface NumberFieldProps {
  label: string;
  hint: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number within limits. What is being typed may pass through anything; only what is valid is passed on. */
export function NumberField({ label, hint, value, min, max, onChange }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState<string>();
  const shown = text ?? String(value);
  const isValid =
    Number.isInteger(Number(shown)) && Number(shown) >= min && Number(shown) <= max && shown.trim() !== '';
  return (
    <div className="number-field">
      <label htmlFor={id} className="label">
        {label}
      </label>
      <input
        id={id}
        type="number"
        className="field"
        min={min}
        max={max}
        step={1}
        value={shown}
        aria-invalid={!isValid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          const number = Number(typed);
          if (typed.trim() !== '' && Number.isInteger(number) && number >= min && number <= max) onChange(number);
        }}
        onBlur={() => setText(undefined)}
      />
      <span id={`${id}-hint`} className="faint field-hint">
        {isValid ? hint : `${min} to ${max}`}
      </span>
    </div>
  );
}
