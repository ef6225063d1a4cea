import type { ResultRow } from '../../../benchmark/result-rows';
import { failureMessage } from '../../failure-message';
import { DoubtNotice } from '../../shell/failure-notice';
import { rowLabel } from '../results/row-label';

/** What could not be asked, by name: a result that hides its gaps is not to be trusted. */
export function SkippedList({ rows }: { rows: readonly ResultRow[] }) {
  const lines = rows.flatMap((row) =>
    (row.judgement?.skipped ?? []).map((entry) => ({
      key: `${row.key}/${entry.caseId}/${entry.questionId ?? ''}`,
      place: `${rowLabel(row, rows)}, ${entry.image}${entry.questionId === undefined ? '' : `, ${entry.questionId}`}`,
      text: failureMessage(entry.failure).text,
    })),
  );
  if (lines.length === 0) return null;
  return (
    <DoubtNotice>
      <details>
        <summary>
          {lines.length} {lines.length === 1 ? 'entry was' : 'entries were'} skipped and do not count
        </summary>
        <ul className="skipped">
          {lines.map(({ key, place, text }) => (
            <li key={key}>
              <b>{place}</b>: {text}
            </li>
          ))}
        </ul>
      </details>
    </DoubtNotice>
  );
}
