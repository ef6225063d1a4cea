import { ImageOff } from 'lucide-react';
import type { GalleryImage } from '../../../store/gallery-image';
import { useLab } from '../lab-context';

interface SidesImageProps {
  image: GalleryImage | undefined;
  images: readonly GalleryImage[];
}

/** The image that is asked about, with its reference if it has one. */
export function SidesImage({ image, images }: SidesImageProps) {
  const { sideBySide } = useLab();
  const address = image?.content.kind === 'address' ? image.content.url : image?.thumbUrl;
  return (
    <figure className="sides-image">
      {address === undefined ? (
        <span className="sides-picture">
          <ImageOff size={24} aria-hidden />
        </span>
      ) : (
        <img className="sides-picture" src={address} alt={image?.title ?? ''} />
      )}
      <figcaption>
        <select
          className="field"
          aria-label="Image"
          value={image?.id ?? ''}
          onChange={(event) => sideBySide.chooseImage(event.target.value)}
        >
          {images.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        {image?.referenceCaption !== undefined && (
          <details className="sides-reference">
            <summary>Reference</summary>
            {image.referenceCaption}
          </details>
        )}
      </figcaption>
    </figure>
  );
}
