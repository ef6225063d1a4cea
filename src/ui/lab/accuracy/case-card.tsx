import { ImageOff } from 'lucide-react';
import type { JudgedAnswer } from '../../../contract/benchmark-record';
import { formatPercent } from '../../format';
import { useCaseImage } from './use-case-image';

/** One judged question: its image, what was expected, what was given and how sure the model was. */
export function CaseCard({ answer, packId }: { answer: JudgedAnswer; packId: string }) {
  const image = useCaseImage(packId, answer.caseId);
  return (
    <li className="case-card">
      {image === undefined ? (
        <span className="case-picture case-picture-none" title="Open the pack that was judged to see its images">
          <ImageOff size={18} aria-hidden />
        </span>
      ) : (
        <img className="case-picture" src={image} alt={`Case ${answer.caseId}`} loading="lazy" decoding="async" />
      )}
      <div>
        <p className="case-id">{answer.caseId}</p>
        <p>{answer.question}</p>
        <dl className="case-answers">
          <dt>expected</dt>
          <dd>{answer.expected}</dd>
          <dt>given</dt>
          <dd>
            {answer.given === '' ? '(no answer)' : answer.given}
            {answer.probability !== undefined && <span className="faint"> ({formatPercent(answer.probability)})</span>}
          </dd>
        </dl>
        {answer.unlikeTraining === true && <p className="case-unlike">unlike its training images</p>}
      </div>
    </li>
  );
}
