import type { ResultRow } from '../../../benchmark/result-rows';
import { failureMessage } from '../../failure-message';
import { formatNumberOf } from '../../format';
import { DoubtNotice } from '../../shell/failure-notice';
import { rowLabel } from '../../../benchmark/row-label';

interface SkippedLine {
  key: string;
  place: string;
  text: string;
  /** Configurations that had to skip it: an unreadable image is skipped by all. */
  labels: string[];
}

/** What could not be judged, named: it counts in no figure. */
export function SkippedList({ rows }: { rows: readonly ResultRow[] }) {
  const lines = skippedLines(rows);
  if (lines.length === 0) return null;
  return (
    <DoubtNotice>
      <details>
        <summary>
          {formatNumberOf(lines.length, 'entry was', 'entries were')} skipped and {lines.length === 1 ? 'does' : 'do'}{' '}
          not count
        </summary>
        <ul className="skipped">
          {lines.map(({ key, place, text, labels }) => (
            <li key={key}>
              <b>{place}</b>
              {labels.length < rows.length && ` (${labels.join(', ')})`}: {text}
            </li>
          ))}
        </ul>
      </details>
    </DoubtNotice>
  );
}

function skippedLines(rows: readonly ResultRow[]): SkippedLine[] {
  const lines = new Map<string, SkippedLine>();
  for (const row of rows) {
    for (const { caseId, questionId, image, failure } of row.judgement?.skipped ?? []) {
      const text = failureMessage(failure).text;
      const key = JSON.stringify([caseId, questionId, text]);
      const line = lines.get(key) ?? { key, place: questionId ?? `${caseId}, ${image}`, text, labels: [] };
      line.labels.push(rowLabel(row, rows));
      lines.set(key, line);
    }
  }
  return [...lines.values()];
}
