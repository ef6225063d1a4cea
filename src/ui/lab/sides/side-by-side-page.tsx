import './sides.css';
import { ArrowLeft, ArrowRight, Square } from 'lucide-react';
import { useEffect } from 'react';
import { firstSides } from '../../../store/lab-choices';
import { MIN_SIDES } from '../../../store/lab-side-by-side';
import { FailureNotice } from '../../shell/failure-notice';
import { useShortcuts } from '../../shell/use-shortcuts';
import { useCatalogue, useGallery, useStores } from '../../stores-context';
import { useBusyWith, useLab, useSides } from '../lab-context';
import { PromptField } from '../measure/prompt-field';
import { SideCards } from './side-cards';
import { SidesChoice } from './sides-choice';
import { SidesImage } from './sides-image';

/** The same question about the same image to several configurations, one after the other. */
export function SideBySidePage() {
  const { sideBySide } = useLab();
  const { catalogue: store } = useStores();
  const catalogue = useCatalogue();
  const { images } = useGallery();
  const sides = useSides();
  const busyWith = useBusyWith();
  useEffect(() => {
    const { configurations, imageId } = sideBySide.store.getState();
    const [first] = images;
    if (catalogue.kind === 'ready' && configurations.length === 0) sideBySide.choose(firstSides(catalogue));
    if (imageId === undefined && first !== undefined) sideBySide.chooseImage(first.id);
  }, [sideBySide, catalogue, images]);
  useEffect(() => sideBySide.leave, [sideBySide]);
  const canAsk =
    busyWith === undefined &&
    sides.configurations.length >= MIN_SIDES &&
    sides.imageId !== undefined &&
    (sides.prompt.kind === 'caption' || sides.prompt.text.trim() !== '');
  const next = canAsk ? () => void sideBySide.next() : undefined;
  const previous = canAsk ? () => void sideBySide.next(-1) : undefined;
  useShortcuts({ arrowright: next, arrowleft: previous, escape: sides.isRunning ? sideBySide.stop : undefined });
  const image = images.find(({ id }) => id === sides.imageId);
  return (
    <div className="lab-column">
      <header className="lab-head">
        <h1>Side by side</h1>
        <p className="lab-lead">
          The same prompt about the same image to two to four configurations, one after the other so that they do not
          compete.
        </p>
      </header>
      {catalogue.kind === 'failed' && <FailureNotice failure={catalogue.failure} onRetry={() => void store.read()} />}
      {catalogue.kind === 'ready' && <SidesChoice catalogue={catalogue} chosen={sides.configurations} />}
      <div className="sides-top">
        <SidesImage image={image} images={images} />
        <div className="sides-ask">
          <PromptField
            prompt={sides.prompt}
            suggestions={image?.questions.map(({ question }) => question) ?? []}
            onChange={sideBySide.choosePrompt}
          />
          <div className="lab-actions">
            <button
              type="button"
              className="button button-primary"
              disabled={!canAsk}
              onClick={() => void sideBySide.run()}
            >
              Ask all
            </button>
            <button type="button" className="button" disabled={!canAsk} onClick={previous}>
              <ArrowLeft size={14} aria-hidden /> Previous image
            </button>
            <button type="button" className="button" disabled={!canAsk} onClick={next}>
              Next image <ArrowRight size={14} aria-hidden />
            </button>
            {sides.isRunning && (
              <button type="button" className="button" onClick={sideBySide.stop}>
                <Square size={12} aria-hidden /> Stop
              </button>
            )}
          </div>
          <p className="label">
            {busyWith !== undefined && busyWith !== 'answering side by side'
              ? `The lab is ${busyWith}; one thing at a time keeps times true.`
              : 'The arrow keys go through the images and ask the same again.'}
          </p>
        </div>
      </div>
      <SideCards sides={sides} />
    </div>
  );
}
