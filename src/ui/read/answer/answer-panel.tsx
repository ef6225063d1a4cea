import './answer.css';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { exchangesOf } from '../../../store/conversation';
import type { GalleryImage } from '../../../store/gallery-image';
import { useSelectedImage, useStores } from '../../stores-context';
import { AskForm } from './ask-form';
import { ExchangeView } from './exchange-view';
import { useStickToEnd } from './use-stick-to-end';

/** The conversation about the image, and the means to go on with it. */
export function AnswerPanel() {
  const image = useSelectedImage();
  return (
    <section className="panel answer-panel" aria-label="Conversation">
      {image ? <ConversationLog key={image.id} image={image} /> : <div className="answer-log" />}
      {image && <AskForm key={`ask ${image.id}`} image={image} />}
    </section>
  );
}

function ConversationLog({ image }: { image: GalleryImage }) {
  const { conversation } = useStores();
  const exchanges = useStore(
    conversation.store,
    useShallow((state) => exchangesOf(state, image.id)),
  );
  const log = useStickToEnd();
  return (
    <div ref={log} className="answer-log" role="log" aria-label="Answer" tabIndex={0}>
      <div className="answer-log-content">
        {exchanges.length === 0 && <p className="faint">Nothing asked about this image yet.</p>}
        {exchanges.map((exchange) => (
          <ExchangeView key={exchange.id} exchange={exchange} image={image} />
        ))}
      </div>
    </div>
  );
}
