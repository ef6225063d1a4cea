import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { useLab, useResults } from '../lab-context';

/** Takes in results of other machines; a file that is none is named, with the entry at fault. */
export function ImportResults() {
  const { results } = useLab();
  const { refused } = useResults();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        <FileUp size={14} aria-hidden /> Import results
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        multiple
        className="visually-hidden"
        aria-label="Result files (JSON)"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void results.importFiles(files);
        }}
      />
      {refused.length > 0 && (
        <div className="message" role="alert">
          <ul className="message-text">
            {refused.map(({ fileName, entry, reason }, position) => (
              <li key={position}>
                “{fileName}” was not imported{entry === undefined ? '' : `, because of ${entry}`}:{' '}
                {reason.replace(/\.?$/u, '.')} Choose a JSON file that this page or its command line exported.
              </li>
            ))}
          </ul>
          <button type="button" className="button" onClick={results.dismissRefused}>
            Dismiss
          </button>
        </div>
      )}
    </>
  );
}
