import { X } from 'lucide-react';
import { findingSentences } from '../../../benchmark/summary-sentences';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { IconButton } from '../../shell/icon-button';
import { useLab } from '../lab-context';
import { AgreementTable } from './agreement-table';
import { ExportMenu } from './export-menu';
import { LatencyFigure } from './latency-figure';
import { RecordFacts } from './record-facts';
import { ResultWarnings } from './result-warnings';
import { StageFigure } from './stage-figure';
import { TradeoffFigure } from './tradeoff-figure';
import { useResultRows } from './use-result-rows';

/** What was found: sentences first, then warnings, then charts with their tables, then what was measured where. */
export function ResultsSection({ records }: { records: readonly BenchmarkRecord[] }) {
  const rows = useResultRows(records);
  const [first] = records;
  if (first === undefined) return null;
  return (
    <section className="results" aria-label="Result">
      <ResultHeads records={records} />
      <ExportMenu record={first} all={records} />
      {rows === undefined ? (
        <p role="status">Computing medians and intervals …</p>
      ) : (
        <>
          <Sentences sentences={findingSentences(rows)} />
          <ResultWarnings rows={rows} />
          {rows.some(({ summary }) => summary !== undefined) && (
            <>
              <StageFigure rows={rows} />
              <LatencyFigure rows={rows} />
            </>
          )}
          <TradeoffFigure rows={rows} />
          <AgreementTable rows={rows} />
        </>
      )}
      {records.map((record) => (
        <RecordFacts key={record.id} record={record} />
      ))}
    </section>
  );
}

function ResultHeads({ records }: { records: readonly BenchmarkRecord[] }) {
  const { results } = useLab();
  return (
    <ul className="result-heads">
      {records.map(({ id, name }) => (
        <li key={id}>
          <h2>{name}</h2>
          <IconButton
            label={`Close ${name}; it stays in the history`}
            className="button-quiet"
            onClick={() => results.hide(id)}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="findings" aria-label="Findings">
      {sentences.map((sentence, position) => (
        <li key={position}>{sentence}</li>
      ))}
    </ul>
  );
}
