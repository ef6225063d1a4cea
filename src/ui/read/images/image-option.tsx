import { Check, ImageOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { exchangesOf } from '../../../store/conversation';
import type { GalleryImage } from '../../../store/gallery-image';
import { formatKind } from '../../format';
import { useStores } from '../../stores-context';

interface ImageOptionProps {
  image: GalleryImage;
  isSelected: boolean;
  isFocusable: boolean;
}

export function ImageOption({ image, isSelected, isFocusable }: ImageOptionProps) {
  const { reader, conversation } = useStores();
  const element = useRef<HTMLDivElement>(null);
  const isAnswered = useStore(conversation.store, (state) =>
    exchangesOf(state, image.id).some(({ runIds }) => runIds.some((id) => state.runs[id]?.phase.kind === 'finished')),
  );
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isSelected]);
  return (
    <div
      ref={element}
      role="option"
      aria-label={image.title}
      aria-description={describe(image, isAnswered)}
      aria-selected={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      className="image-option"
      onClick={() => void reader.select(image.id)}
    >
      {image.thumbUrl === undefined ? (
        <span className="image-thumb">
          <ImageOff size={18} aria-hidden />
        </span>
      ) : (
        <img className="image-thumb" src={image.thumbUrl} alt="" loading="lazy" decoding="async" />
      )}
      <span className="image-lines">
        <span className="image-title">{image.title}</span>
        <span className="image-meta">
          {[image.modality && formatKind(image.modality), image.license].filter(Boolean).join(' · ')}
        </span>
        {image.training === 'unseen' && <span className="image-unseen">not in its training</span>}
      </span>
      {isAnswered && <Check size={14} className="image-answered" aria-hidden />}
    </div>
  );
}

function describe(image: GalleryImage, isAnswered: boolean): string {
  return [
    image.modality,
    image.license,
    image.training === 'unseen' ? 'the bundled model was not trained on this kind' : undefined,
    isAnswered ? 'answered' : undefined,
    image.origin === 'own' ? 'press Delete to remove it from the list' : undefined,
  ]
    .filter(Boolean)
    .join(', ');
}
