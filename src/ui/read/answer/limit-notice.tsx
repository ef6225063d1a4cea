import type { LimitScore } from '../../../contract/inference-api';
import { DoubtNotice } from '../../shell/failure-notice';

/** Says before the answer that the image lies outside of what the model has seen. */
export function LimitNotice({ limit }: { limit: LimitScore | undefined }) {
  if (limit?.unlikeTraining !== true) return null;
  const nearest = limit.nearest === undefined ? '' : ` The nearest kind it knows is ${limit.nearest}.`;
  return (
    <DoubtNotice>
      This image is unlike those the model was trained on, so its answer may mean nothing.{nearest}{' '}
      <span className="faint">
        Distance {limit.score.toPrecision(3)}, limit {limit.threshold.toPrecision(3)}.
      </span>
    </DoubtNotice>
  );
}
