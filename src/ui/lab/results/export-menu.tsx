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
  write: (record: BenchmarkRecord, all: readonly BenchmarkRecord[]) => string;
}

const FORMATS: readonly Format[] = [
  { title: 'JSON', hint: 'complete, can be imported', ending: 'json', type: 'application/json', write: exportJson },
  { title: 'CSV, runs', hint: 'one row a run', ending: 'csv', type: 'text/csv', write: (_, all) => exportRunsCsv(all) },
  {
    title: 'CSV, answers',
    hint: 'one row an answer',
    ending: 'answers.csv',
    type: 'text/csv',
    write: (_, all) => exportAnswersCsv(all),
  },
  { title: 'Markdown', hint: 'summary for a note', ending: 'md', type: 'text/markdown', write: exportMarkdown },
  {
    title: 'HTML report',
    hint: 'one file, opens anywhere',
    ending: 'html',
    type: 'text/html',
    write: (_, all) => exportHtml(all),
  },
];

/** Ways to take a result away. CSV and the report hold all results that are shown. */
export function ExportMenu({ record, all }: { record: BenchmarkRecord; all: readonly BenchmarkRecord[] }) {
  const hasAnswers = all.some(({ judgements }) => judgements.length > 0);
  return (
    <div className="export-menu" role="group" aria-label={`Export ${record.name}`}>
      <Download size={14} aria-hidden />
      {FORMATS.filter(({ title }) => hasAnswers || title !== 'CSV, answers').map(
        ({ title, hint, ending, type, write }) => (
          <button
            key={title}
            type="button"
            className="button"
            title={hint}
            onClick={() => saveFile(write(record, all), fileName(record.name, ending), type)}
          >
            {title}
          </button>
        ),
      )}
      <button type="button" className="button" onClick={() => window.print()}>
        Print
      </button>
    </div>
  );
}
