import { Download } from 'lucide-react';
import { exportRunsCsv, exportAnswersCsv } from '../../../benchmark/export-csv';
import { exportHtml, exportMarkdown } from '../../../benchmark/export-report';
import { exportJson } from '../../../benchmark/import-record';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { fileName, saveFile } from './save-file';

interface Format {
  title: string;
  hint: string;
  ending: string;
  type: string;
  /** One file of all results that are shown, or a file for each. */
  write: { all: (records: readonly BenchmarkRecord[]) => string } | { each: (record: BenchmarkRecord) => string };
}

const FORMATS: readonly Format[] = [
  {
    title: 'JSON',
    hint: 'complete, can be imported',
    ending: 'json',
    type: 'application/json',
    write: { each: exportJson },
  },
  { title: 'CSV, runs', hint: 'one row a run', ending: 'csv', type: 'text/csv', write: { all: exportRunsCsv } },
  {
    title: 'CSV, answers',
    hint: 'one row an answer',
    ending: 'answers.csv',
    type: 'text/csv',
    write: { all: exportAnswersCsv },
  },
  {
    title: 'Markdown',
    hint: 'summary for a note',
    ending: 'md',
    type: 'text/markdown',
    write: { each: exportMarkdown },
  },
  {
    title: 'HTML report',
    hint: 'one file, opens anywhere',
    ending: 'html',
    type: 'text/html',
    write: { all: exportHtml },
  },
];

function save({ write, ending, type }: Format, first: BenchmarkRecord, all: readonly BenchmarkRecord[]): void {
  if ('all' in write) saveFile(write.all(all), fileName(first.name, ending), type);
  else for (const record of all) saveFile(write.each(record), fileName(record.name, ending), type);
}

/** Ways to take away what is shown: CSV and the report hold all results, JSON and Markdown are a file for each. */
export function ExportMenu({ record, all }: { record: BenchmarkRecord; all: readonly BenchmarkRecord[] }) {
  const hasAnswers = all.some(({ judgements }) => judgements.length > 0);
  return (
    <div className="export-menu" role="group" aria-label={`Export ${record.name}`}>
      <Download size={14} aria-hidden />
      {FORMATS.filter(({ title }) => hasAnswers || title !== 'CSV, answers').map((format) => (
        <button
          key={format.title}
          type="button"
          className="button"
          title={format.hint}
          onClick={() => save(format, record, all)}
        >
          {format.title}
        </button>
      ))}
      <button type="button" className="button" onClick={() => window.print()}>
        Print
      </button>
    </div>
  );
}
