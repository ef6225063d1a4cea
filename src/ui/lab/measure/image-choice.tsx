import { ImageOff } from 'lucide-react';
import type { GalleryImage } from '../../../store/gallery-image';

interface ImageChoiceProps {
  images: readonly GalleryImage[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Images that the runs go through in turn. */
export function ImageChoice({ images, chosen, onChange }: ImageChoiceProps) {
  const toggle = (id: string) =>
    onChange(images.map((image) => image.id).filter((other) => chosen.includes(other) !== (other === id)));
  return (
    <fieldset className="image-choice">
      <legend className="label">Images ({chosen.length} chosen; the runs go through them in turn)</legend>
      <div className="image-choice-list">
        {images.length === 0 && <p className="faint">Reading the samples …</p>}
        {images.map(({ id, title, thumbUrl }) => (
          <label key={id} className="image-tick" title={title}>
            <input type="checkbox" checked={chosen.includes(id)} aria-label={title} onChange={() => toggle(id)} />
            {thumbUrl === undefined ? (
              <span className="image-tick-picture">
                <ImageOff size={18} aria-hidden />
              </span>
            ) : (
              <img className="image-tick-picture" src={thumbUrl} alt="" loading="lazy" decoding="async" />
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
