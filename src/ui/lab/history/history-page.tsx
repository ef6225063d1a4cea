import './history.css';
import { useState } from 'react';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { useLab, useResults } from '../lab-context';
import { labAddress } from '../lab-route';
import { ImportResults } from '../results/import-results';
import { HistoryEntry } from './history-entry';

/** Results that this browser keeps: open one, or several beside each other. */
export function HistoryPage() {
  const { results } = useLab();
  const { history, isRead, shown } = useResults();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const picked = history.filter(({ id }) => ticked.includes(id));
  const open = (records: readonly BenchmarkRecord[]) => {
    results.show(...records);
    window.location.hash = labAddress('measure');
  };
  return (
    <div className="lab-column">
      <header className="lab-head">
        <h1>History</h1>
        <p className="lab-lead">Kept in this browser only. Export what you want to share or to keep for longer.</p>
      </header>
      <div className="lab-actions">
        <ImportResults />
        <button type="button" className="button" disabled={picked.length < 2} onClick={() => open(picked)}>
          Compare {picked.length < 2 ? 'the ticked' : picked.length}
        </button>
        {shown.length > 0 && (
          <span className="label">
            {shown.length} shown in <a href={labAddress('measure')}>Measure</a>
          </span>
        )}
      </div>
      {!isRead && <p role="status">Reading …</p>}
      {isRead && history.length === 0 && (
        <p className="faint">
          Nothing yet. <a href={labAddress('measure')}>Measure</a> something, or import what another machine exported.
        </p>
      )}
      <ul className="history" aria-label="Results">
        {history.map((record) => (
          <HistoryEntry
            key={record.id}
            record={record}
            isTicked={ticked.includes(record.id)}
            onTick={(isTicked) =>
              setTicked(isTicked ? [...ticked, record.id] : ticked.filter((id) => id !== record.id))
            }
            onOpen={() => open([record])}
          />
        ))}
      </ul>
    </div>
  );
}
