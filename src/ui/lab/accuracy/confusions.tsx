import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { answersBehind, confusionsOf, type AccuracyFigure, type Confusion } from '../../../benchmark/confusions';
import type { ResultRow } from '../../../benchmark/result-rows';
import type { Judgement } from '../../../contract/benchmark-record';
import { IconButton } from '../../shell/icon-button';
import { CaseCard } from './case-card';
import { figureName } from './figure-name';

/** The accuracy cell whose cases are open. */
export interface OpenCell {
  rowKey: string;
  figure: AccuracyFigure;
}

interface ConfusionsProps {
  row: ResultRow;
  judgement: Judgement;
  figure: AccuracyFigure;
  onClose: () => void;
}

/** Pictures shown at once; more come on request, so that thousands of cases do not stall the page. */
const SHOWN_AT_ONCE = 24;

/** Which answer was expected and which was given: a table to choose from, then the cases themselves. */
export function Confusions({ row, judgement, figure, onClose }: ConfusionsProps) {
  const confusions = useMemo(() => confusionsOf(answersBehind(figure, judgement.answers)), [judgement.answers, figure]);
  const firstWrong = confusions.find(({ correct }) => !correct);
  const [chosen, setChosen] = useState<Confusion | undefined>(firstWrong ?? confusions[0]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="lab-figure confusions" aria-label={`Cases of ${figureName(figure)}`}>
      <header className="figure-header">
        <h3 ref={heading} tabIndex={-1}>
          {figureName(figure)}, {row.label}: expected and given answers
        </h3>
        <IconButton label="Close the cases" className="button-quiet" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className="confusions-columns">
        <ConfusionList confusions={confusions} chosen={chosen} onChoose={setChosen} />
        {chosen !== undefined && (
          <Cases key={`${chosen.expected}/${chosen.given}`} confusion={chosen} judgement={judgement} />
        )}
      </div>
    </section>
  );
}

interface ConfusionListProps {
  confusions: readonly Confusion[];
  chosen: Confusion | undefined;
  onChoose: (confusion: Confusion) => void;
}

function ConfusionList({ confusions, chosen, onChoose }: ConfusionListProps) {
  return (
    <table className="confusion-table">
      <thead>
        <tr>
          <th scope="col">Expected</th>
          <th scope="col">Given</th>
          <th scope="col" className="number">
            Cases
          </th>
        </tr>
      </thead>
      <tbody>
        {confusions.map((confusion) => (
          <tr key={`${confusion.expected}/${confusion.given}`} aria-current={confusion === chosen ? 'true' : undefined}>
            <td>{confusion.expected}</td>
            <td>
              <button type="button" className="button-link" onClick={() => onChoose(confusion)}>
                {confusion.correct ? '✓ ' : '✗ '}
                {confusion.given === '' ? '(no answer)' : confusion.given}
              </button>
            </td>
            <td className="number">{confusion.answers.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cases({ confusion, judgement }: { confusion: Confusion; judgement: Judgement }) {
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const { answers } = confusion;
  return (
    <div className="cases">
      <ul className="case-list">
        {answers.slice(0, shown).map((answer) => (
          <CaseCard key={`${answer.caseId}/${answer.questionId}`} answer={answer} packId={judgement.pack.id} />
        ))}
      </ul>
      {answers.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show {Math.min(SHOWN_AT_ONCE, answers.length - shown)} more of {answers.length}
        </button>
      )}
    </div>
  );
}
