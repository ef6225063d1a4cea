import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { GeneratedToken } from '../../../contract/inference-api';
import { answerPieces, type AnswerPiece } from '../../../store/words';
import { formatPercent } from '../../format';

interface AnswerWordsProps {
  tokens: readonly GeneratedToken[];
  /** Words below this probability are marked; absent when the model's manifest gives no threshold. */
  uncertainBelow: number | undefined;
  confidence: { text: string; meaning: string } | undefined;
}

/** The answer word by word: each tells its probability on hover, and by the arrow keys once one of them is focused. */
export function AnswerWords({ tokens, uncertainBelow, confidence }: AnswerWordsProps) {
  const pieces = useMemo(() => answerPieces(tokens), [tokens]);
  const [chosen, setChosen] = useState<number>();
  const text = useRef<HTMLParagraphElement>(null);
  const isUncertain = (piece: AnswerPiece) =>
    piece.kind === 'word' && uncertainBelow !== undefined && piece.probability < uncertainBelow;
  const first = pieces.findIndex(({ kind }) => kind === 'word');

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const words = [...(text.current?.querySelectorAll<HTMLElement>('[data-word]') ?? [])];
    const position = words.findIndex((word) => word === document.activeElement);
    words[position + (event.key === 'ArrowRight' ? 1 : -1)]?.focus();
  }

  return (
    <>
      <p ref={text} className="answer-text" onKeyDown={onKeyDown} onPointerLeave={() => setChosen(undefined)}>
        {pieces.map((piece, position) =>
          piece.kind === 'gap' ? (
            piece.text
          ) : (
            <span
              key={position}
              data-word
              tabIndex={position === (chosen ?? first) ? 0 : -1}
              title={`${piece.text}: ${formatPercent(piece.probability)}`}
              className={isUncertain(piece) ? 'word word-uncertain' : 'word'}
              onPointerEnter={() => setChosen(position)}
              onFocus={() => setChosen(position)}
            >
              {piece.text}
              {isUncertain(piece) && <span className="visually-hidden"> (uncertain)</span>}
            </span>
          ),
        )}
        {confidence && (
          <span className="confidence" title={confidence.meaning}>
            {' '}
            {confidence.text}
          </span>
        )}
      </p>
      <p className="word-detail">
        {detailOf(chosen === undefined ? undefined : pieces[chosen]) ??
          (uncertainBelow !== undefined && pieces.some(isUncertain) && <Legend uncertainBelow={uncertainBelow} />)}
      </p>
    </>
  );
}

function Legend({ uncertainBelow }: { uncertainBelow: number }) {
  return (
    <>
      <span className="word-uncertain">Underlined</span>: the model was less than {formatPercent(uncertainBelow)} sure
      of the word.
    </>
  );
}

function detailOf(piece: AnswerPiece | undefined): string | undefined {
  if (piece?.kind !== 'word') return undefined;
  const parts = piece.parts.map(({ text, probability }) => `${text.trim()} ${formatPercent(probability)}`).join(' · ');
  return `“${piece.text}” ${formatPercent(piece.probability)}${piece.parts.length > 1 ? `, from ${parts}` : ''}`;
}
