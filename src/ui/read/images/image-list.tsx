import './images.css';
import { ImagePlus } from 'lucide-react';
import { useId, useRef, type KeyboardEvent } from 'react';
import { visibleImages } from '../../../store/gallery';
import type { GalleryImage } from '../../../store/gallery-image';
import { FailureNotice } from '../../shell/failure-notice';
import { useGallery, useReaderState, useStores } from '../../stores-context';
import { ImageOption } from './image-option';
import { ListFilter } from './list-filter';

/** The list of images with its search; the arrow keys go through it and select. */
export function ImageList() {
  const { gallery } = useStores();
  const state = useGallery();
  const visible = visibleImages(state);
  return (
    <section className="images" aria-label="Image list">
      <ListFilter />
      <OpenFiles />
      {state.problems.map(({ id, failure }) => (
        <FailureNotice key={id} failure={failure} onDismiss={() => gallery.dismiss(id)} />
      ))}
      <Options images={visible} />
      {state.packs === 'loaded' && visible.length === 0 && (
        <p className="images-empty">No image matches. Change the search, or open an image of your own.</p>
      )}
      <p className="images-note" data-has-own={visible.some(({ origin }) => origin === 'own')}>
        Your images stay in this tab’s memory and are gone when it closes.
      </p>
    </section>
  );
}

function Options({ images }: { images: readonly GalleryImage[] }) {
  const { reader } = useStores();
  const { selectedId } = useReaderState();
  const list = useRef<HTMLDivElement>(null);
  const groupId = useId();
  const own = images.filter(({ origin }) => origin === 'own');
  const focusable = images.find(({ id }) => id === selectedId) ?? images[0];

  function onKeyDown(event: KeyboardEvent): void {
    const position = images.findIndex(({ id }) => id === focusable?.id);
    const next = images[targetOf(event.key, position, images.length) ?? -1];
    if (event.key === 'Delete' && focusable?.origin === 'own') reader.removeOwn(focusable.id);
    else if (next === undefined) return;
    else void reader.select(next.id);
    event.preventDefault();
    // The focus moves with the selection, once React has drawn it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  }

  const option = (image: GalleryImage) => (
    <ImageOption
      key={image.id}
      image={image}
      isSelected={image.id === selectedId}
      isFocusable={image.id === focusable?.id}
    />
  );
  return (
    <div ref={list} className="images-options" role="listbox" aria-label="Images" onKeyDown={onKeyDown}>
      {own.length > 0 && (
        <div role="group" aria-labelledby={groupId}>
          <p id={groupId} className="images-group" role="presentation">
            Your images
          </p>
          {own.map(option)}
        </div>
      )}
      {images.filter(({ origin }) => origin !== 'own').map(option)}
    </div>
  );
}

/** Which option a key leads to; undefined for keys that the list does not use. */
function targetOf(key: string, position: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(position + 1, count - 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(position - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function OpenFiles() {
  const { reader, gallery } = useStores();
  const { reading } = useGallery();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="images-open">
      <button type="button" className="button" onClick={() => input.current?.click()}>
        <ImagePlus size={16} aria-hidden />
        {reading > 0 ? `Reading ${reading} …` : 'Open your images'}
      </button>
      {reading > 0 && (
        <button type="button" className="button" onClick={gallery.stopOpening}>
          Stop reading
        </button>
      )}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/bmp,.dcm,.dicom,application/dicom"
        multiple
        hidden
        onChange={(event) => {
          void reader.openFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
    </div>
  );
}
