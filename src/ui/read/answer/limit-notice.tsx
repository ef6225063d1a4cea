import type { LimitScore } from '../../../contract/inference-api';
import type { GalleryImage } from '../../../store/gallery-image';
import { DoubtNotice } from '../../shell/failure-notice';

interface LimitNoticeProps {
  /** The model's own measure; absent before it has seen the image, or when it has none. */
  limit: LimitScore | undefined;
  image: GalleryImage;
}

/** Says before the answer that the image lies outside of what the model has seen, by its measure or by its records. */
export function LimitNotice({ limit, image }: LimitNoticeProps) {
  if (limit?.unlikeTraining === true) {
    const nearest = limit.nearest === undefined ? '' : ` The nearest kind it knows is ${limit.nearest}.`;
    return (
      <DoubtNotice>
        This image is unlike those the model was trained on, so its answer may mean nothing.{nearest}{' '}
        <span className="label">{figuresOf(limit)}</span>
      </DoubtNotice>
    );
  }
  if (image.training !== 'unseen') return null;
  return (
    <DoubtNotice>
      The bundled model was never trained on this kind of image, so its answer may mean nothing.
      {limit !== undefined && (
        <span className="label"> Its own measure does not notice: {figuresOf(limit).toLowerCase()}</span>
      )}
    </DoubtNotice>
  );
}

function figuresOf({ score, threshold }: LimitScore): string {
  return `Distance ${score.toPrecision(3)}, limit ${threshold.toPrecision(3)}.`;
}
