import { Captions, Square } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { useStore } from 'zustand';
import { isUnderWay } from '../../../store/exchange';
import type { GalleryImage } from '../../../store/gallery-image';
import { suggestQuestions } from '../../../store/suggest-questions';
import { useStores } from '../../stores-context';
import { ASK_BOX_ID } from '../use-read-shortcuts';

/** Caption, suggested questions, and a box for one's own. What is asked while an answer runs waits its turn. */
export function AskForm({ image }: { image: GalleryImage }) {
  const { reader, conversation } = useStores();
  const [question, setQuestion] = useState('');
  // Also while another image is answered: a question here would wait for it.
  const isAnswering = useStore(conversation.store, ({ runs }) => Object.values(runs).some(isUnderWay));
  const suggestions = suggestQuestions(
    image,
    image.questions.map((entry) => entry.question),
  );
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (question.trim() === '') return;
    reader.ask(question);
    setQuestion('');
  }
  return (
    <div className="ask">
      <div className="suggestions" role="group" aria-label="Suggested prompts">
        <button type="button" className="chip chip-caption" onClick={reader.caption}>
          <Captions size={14} aria-hidden />
          Caption this image
        </button>
        {suggestions.map((text) => (
          <button key={text} type="button" className="chip" onClick={() => reader.ask(text)}>
            {text}
          </button>
        ))}
      </div>
      <form className="ask-row" onSubmit={submit}>
        <input
          id={ASK_BOX_ID}
          className="field"
          aria-label="Ask about this image"
          placeholder="Ask about this image"
          autoComplete="off"
          maxLength={300}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <button type="submit" className="button button-primary">
          Ask
        </button>
        {/* Stays focusable while there is nothing to stop: a disabled button would lose the focus. */}
        <button
          type="button"
          className="button"
          aria-disabled={!isAnswering}
          onClick={() => isAnswering && reader.stop()}
        >
          <Square size={12} aria-hidden />
          Stop
        </button>
      </form>
    </div>
  );
}
