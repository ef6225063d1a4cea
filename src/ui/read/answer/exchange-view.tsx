import { useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Exchange, Run } from '../../../store/exchange';
import { referenceAnswer, type GalleryImage } from '../../../store/gallery-image';
import { useStores } from '../../stores-context';
import { LimitNotice } from './limit-notice';
import { RunView } from './run-view';

/** One prompt with the latest answer of each configuration that was asked. */
export function ExchangeView({ exchange, image }: { exchange: Exchange; image: GalleryImage }) {
  const { conversation } = useStores();
  const runIds = useStore(
    conversation.store,
    useShallow((state) => latestOfEachCell(exchange.runIds.flatMap((id) => state.runs[id] ?? []))),
  );
  const limit = useStore(conversation.store, (state) =>
    exchange.runIds.map((id) => state.runs[id]?.limit).findLast((score) => score !== undefined),
  );
  const { prompt } = exchange;
  const reference = prompt.kind === 'caption' ? image.referenceCaption : referenceAnswer(image, prompt.text);
  return (
    <article className="exchange">
      <h3 className="prompt">{prompt.kind === 'caption' ? 'Caption' : prompt.text}</h3>
      <LimitNotice limit={limit} image={image} />
      {runIds.map((id) => (
        <RunView key={id} runId={id} />
      ))}
      {reference !== undefined && <Reference text={reference} />}
    </article>
  );
}

/** Regenerating replaces an answer on the screen; another precision adds one beside it. */
function latestOfEachCell(runs: readonly Run[]): number[] {
  const latest = new Map<string, number>();
  for (const { id, configuration: c } of runs) {
    const cell = `${c.modelId} ${c.dtype} ${c.device} ${c.threads ?? ''}`;
    latest.delete(cell);
    latest.set(cell, id);
  }
  return [...latest.values()];
}

function Reference({ text }: { text: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <p className="exchange-reference">
      <button type="button" className="button-link" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? 'Hide the reference answer' : 'Show the reference answer'}
      </button>
      {isShown && <span className="reference">Reference: {text}</span>}
    </p>
  );
}
