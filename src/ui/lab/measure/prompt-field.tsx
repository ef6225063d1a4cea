import { useId, useState } from 'react';
import type { Prompt } from '../../../contract/inference-api';

interface PromptFieldProps {
  prompt: Prompt;
  /** Questions to choose from by typing. */
  suggestions?: readonly string[];
  onChange: (prompt: Prompt) => void;
}

/** A caption, or a question of one's own. */
export function PromptField({ prompt, suggestions = [], onChange }: PromptFieldProps) {
  const id = useId();
  const [lastQuestion, setLastQuestion] = useState(prompt.kind === 'question' ? prompt.text : '');
  return (
    <fieldset className="prompt-field">
      <legend className="label">Prompt</legend>
      <label className="check">
        <input
          type="radio"
          name={id}
          checked={prompt.kind === 'caption'}
          onChange={() => onChange({ kind: 'caption' })}
        />
        Caption
      </label>
      <label className="check">
        <input
          type="radio"
          name={id}
          checked={prompt.kind === 'question'}
          onChange={() => onChange({ kind: 'question', text: lastQuestion })}
        />
        Question
      </label>
      <input
        className="field"
        aria-label="Question"
        placeholder="Which imaging modality is this?"
        list={`${id}-suggestions`}
        maxLength={300}
        autoComplete="off"
        value={lastQuestion}
        onChange={(event) => {
          setLastQuestion(event.target.value);
          onChange({ kind: 'question', text: event.target.value });
        }}
      />
      <datalist id={`${id}-suggestions`}>
        {suggestions.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </fieldset>
  );
}
