import { Pencil, Trash2 } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { formatNumberOf } from '../../format';
import { IconButton } from '../../shell/icon-button';
import { useLab } from '../lab-context';
import { formatDate, machineLine } from '../results/record-facts';

interface HistoryEntryProps {
  record: BenchmarkRecord;
  isTicked: boolean;
  onTick: (isTicked: boolean) => void;
  onOpen: () => void;
}

export function HistoryEntry({ record, isTicked, onTick, onOpen }: HistoryEntryProps) {
  const { results } = useLab();
  const [mode, setMode] = useState<'shown' | 'renaming' | 'deleting'>('shown');
  const { id, name } = record;
  return (
    <li className="history-entry">
      <input
        type="checkbox"
        aria-label={`Compare ${name}`}
        checked={isTicked}
        onChange={(event) => onTick(event.target.checked)}
      />
      <div className="history-lines">
        {mode === 'renaming' ? (
          <RenameForm
            name={name}
            onDone={(next) => {
              setMode('shown');
              if (next !== undefined) void results.rename(id, next);
            }}
          />
        ) : (
          <button type="button" className="button-link history-name" onClick={onOpen}>
            {name}
          </button>
        )}
        <p className="faint">{describe(record)}</p>
      </div>
      {mode === 'deleting' ? (
        <div className="history-actions" role="group" aria-label={`Delete ${name}?`}>
          <span>Delete for good?</span>
          <button type="button" className="button" onClick={() => void results.remove(id)}>
            Delete
          </button>
          <button type="button" className="button" autoFocus onClick={() => setMode('shown')}>
            Keep
          </button>
        </div>
      ) : (
        <div className="history-actions">
          <IconButton label={`Rename ${name}`} className="button-quiet" onClick={() => setMode('renaming')}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`Delete ${name}`} className="button-quiet" onClick={() => setMode('deleting')}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </div>
      )}
    </li>
  );
}

function RenameForm({ name, onDone }: { name: string; onDone: (next?: string) => void }) {
  const [text, setText] = useState(name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onDone(text);
  };
  return (
    <form
      className="rename"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <input
        className="field"
        aria-label="Name"
        value={text}
        maxLength={120}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button">
        Save
      </button>
    </form>
  );
}

function describe(record: BenchmarkRecord): string {
  const { cells, judgements, startedAt, finishedAt } = record;
  const runs = cells.reduce((sum, cell) => sum + cell.runs.length, 0);
  const answers = judgements.reduce((sum, judgement) => sum + judgement.answers.length, 0);
  return [
    formatDate(startedAt),
    machineLine(record),
    cells.length > 0 ? `${formatNumberOf(cells.length, 'configuration')}, ${formatNumberOf(runs, 'run')}` : '',
    answers > 0 ? `${formatNumberOf(answers, 'answer')} judged` : '',
    finishedAt === undefined ? 'interrupted' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
