import { isInterrupted } from '../../../store/lab-results';
import { formatCount } from '../../format';
import { useLab, useResults } from '../lab-context';

/** Judging that a reload cut short: opened again, it goes on after what is answered. */
export function InterruptedJudgement() {
  const { results } = useLab();
  const { history, shown } = useResults();
  const record = history.find(
    (entry) => isInterrupted(entry) && entry.judgements.length > 0 && results.own.has(entry.id),
  );
  if (record === undefined) return null;
  const isOpen = shown.some(({ id }) => id === record.id);
  const answers = record.judgements.reduce((sum, judgement) => sum + judgement.answers.length, 0);
  return (
    <div className="message message-doubt">
      <p className="message-text">
        “{record.name}” was interrupted after {formatCount(answers)} answers to “{record.judgements[0]?.pack.title}”.
        They are kept. {isOpen ? 'Choose the same pack and judge: it goes on after them.' : 'Open it to go on.'}
      </p>
      {!isOpen && (
        <button type="button" className="button button-primary" onClick={() => results.show(record)}>
          Open it
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() => void results.keep({ ...record, finishedAt: new Date().toISOString() })}
      >
        Leave it at that
      </button>
    </div>
  );
}
