import { memo, useState } from 'react';
import type { ResultRow } from '../../../benchmark/result-rows';
import { findingSentences } from '../../../benchmark/summary-sentences';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { ExportMenu } from '../results/export-menu';
import { ResultWarnings } from '../results/result-warnings';
import { TradeoffFigure } from '../results/tradeoff-figure';
import { useResultRows } from '../results/use-result-rows';
import { CalibrationFigure } from './calibration-figure';
import { Confusions, type OpenCell } from './confusions';
import { figureName } from './figure-name';
import { ScoreTable } from './score-table';
import { SkippedList } from './skipped-list';

/** Accuracy of every judged configuration, and the cases behind each figure. */
export const ScoreSection = memo(function ScoreSection({ records }: { records: readonly BenchmarkRecord[] }) {
  const judgedRecords = records.filter(({ judgements }) => judgements.length > 0);
  const [first] = judgedRecords;
  const rows = useResultRows(records);
  const [openCell, setOpenCell] = useState<OpenCell>();
  if (first === undefined) return null;
  if (rows === undefined) return <p role="status">Computing intervals …</p>;
  const judged = rows.filter(({ scores }) => scores !== undefined);
  const row = judged.find(({ key }) => key === openCell?.rowKey);
  return (
    <section className="results" aria-label="Accuracy">
      <h2>{judgedRecords.map(({ name }) => name).join(' and ')}</h2>
      <ExportMenu record={first} all={records} />
      <Sentences rows={rows} />
      <ResultWarnings rows={judged} />
      <ScoreTable rows={judged} openCell={openCell} onOpen={setOpenCell} />
      {openCell !== undefined && row?.judgement !== undefined && (
        <Confusions
          key={`${openCell.rowKey}/${figureName(openCell.figure)}`}
          row={row}
          judgement={row.judgement}
          figure={openCell.figure}
          onClose={() => setOpenCell(undefined)}
        />
      )}
      <SkippedList rows={judged} />
      <CalibrationFigure rows={judged} />
      <TradeoffFigure rows={rows} />
    </section>
  );
});

function Sentences({ rows }: { rows: readonly ResultRow[] }) {
  const sentences = findingSentences(rows);
  return sentences.length === 0 ? null : (
    <ul className="findings" aria-label="Findings">
      {sentences.map((sentence, position) => (
        <li key={position}>{sentence}</li>
      ))}
    </ul>
  );
}
