import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { GalleryImage } from '../../../store/gallery-image';
import { formatKind } from '../../format';
import { useStores } from '../../stores-context';

/** What is known about the image besides its pixels: kind, licence, source, and what the model saw of it. */
export function ImageFacts({ image }: { image: GalleryImage }) {
  const { reader } = useStores();
  const [isReferenceShown, setReferenceShown] = useState(false);
  return (
    <div className="image-facts">
      <div className="image-facts-head">
        <h2>{image.title}</h2>
        {image.referenceCaption !== undefined && (
          <button
            type="button"
            className="button-link"
            aria-expanded={isReferenceShown}
            onClick={() => setReferenceShown(!isReferenceShown)}
          >
            {isReferenceShown ? 'Hide the reference' : 'Show the reference'}
          </button>
        )}
        {image.origin === 'own' && (
          <button type="button" className="button button-quiet" onClick={() => reader.removeOwn(image.id)}>
            <Trash2 size={14} aria-hidden />
            Remove from the list
          </button>
        )}
      </div>
      {isReferenceShown && <p className="reference">Labelled: {image.referenceCaption}</p>}
      <dl className="facts">
        {image.modality !== undefined && (
          <Fact name="Kind">
            {[image.modality, image.bodyPart].flatMap((kind) => (kind ? formatKind(kind) : [])).join(', ')}
          </Fact>
        )}
        {image.widthPx !== undefined && image.heightPx !== undefined && (
          <Fact name="Size">{`${image.widthPx} × ${image.heightPx} px`}</Fact>
        )}
        {image.license !== undefined && <Fact name="Licence">{image.license}</Fact>}
        {image.sourceText !== undefined && (
          <Fact name="Source">
            {image.sourceUrl === undefined ? (
              image.sourceText
            ) : (
              <a href={image.sourceUrl} target="_blank" rel="noopener noreferrer">
                {image.sourceText}
              </a>
            )}
          </Fact>
        )}
        {image.attribution !== undefined && <Fact name="By">{image.attribution}</Fact>}
        {image.origin === 'own' && <Fact name="Kept">in this tab’s memory only, never stored or sent</Fact>}
      </dl>
      {image.trainingNote !== undefined && (
        <p className={image.training === 'unseen' ? 'training-note training-unseen' : 'training-note'}>
          {image.trainingNote}
        </p>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
