import './viewer.css';
import { useState } from 'react';
import { unreachable, type Failure } from '../../../contract/failure';
import type { RgbImage } from '../../../contract/inference-api';
import type { Picture } from '../../../store/reader';
import { FailureNotice } from '../../shell/failure-notice';
import { useGallery, useReaderState, useSelectedImage, useStores } from '../../stores-context';
import { ImageFacts } from './image-facts';
import { ImageStage } from './image-stage';

/** The largest thing on the page: the image, its view controls and what is known about it. */
export function ImageViewer() {
  const { picture } = useReaderState();
  const image = useSelectedImage();
  return (
    <section className="viewer" aria-label="Image">
      <Stage picture={picture} title={image?.title ?? ''} />
      {image && <ImageFacts key={image.id} image={image} />}
    </section>
  );
}

function Stage({ picture, title }: { picture: Picture; title: string }) {
  const { reader } = useStores();
  const { packs } = useGallery();
  switch (picture.kind) {
    case 'none':
      return <p className="stage-empty">{packs === 'loading' ? 'Reading the samples …' : 'Open an image to begin.'}</p>;
    case 'decoding':
      return <p className="stage-empty">Decoding {title} …</p>;
    case 'shown':
      return <ShownImage key={picture.imageId} image={picture.decoded.image} title={title} />;
    case 'failed':
      return (
        <div className="stage-empty">
          <FailureNotice failure={picture.failure} onRetry={() => void reader.select(picture.imageId)} />
        </div>
      );
    default:
      return unreachable(picture);
  }
}

function ShownImage({ image, title }: { image: RgbImage; title: string }) {
  const [failure, setFailure] = useState<Failure>();
  if (failure === undefined) return <ImageStage image={image} title={title} onFailure={setFailure} />;
  return (
    <div className="stage-empty">
      <FailureNotice failure={failure} onRetry={() => setFailure(undefined)} />
    </div>
  );
}
