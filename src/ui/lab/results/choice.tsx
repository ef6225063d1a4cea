interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly { name: Value; title: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A small select beside a title. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <label className="choice-inline">
      <span className="label">{label}</span>
      <select
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = options.find(({ name }) => name === event.target.value);
          if (chosen !== undefined) onChange(chosen.name);
        }}
      >
        {options.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
