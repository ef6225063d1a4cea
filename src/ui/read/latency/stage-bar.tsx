import type { GenerationMetrics } from '../../../contract/measurement';
import { formatMs } from '../../format';

interface Stage {
  name: 'preprocess' | 'encode' | 'prefill' | 'decode';
  ms: number;
}

/** Shares of the total by stage. The figures above say the same in words, so it is hidden from screen readers. */
export function StageBar({ metrics }: { metrics: GenerationMetrics }) {
  return (
    <div className="stage-bar" aria-hidden>
      {stagesOf(metrics).map(({ name, ms }) => (
        <div
          key={name}
          className={`stage-share stage-share-${name}`}
          style={{ flexGrow: ms }}
          title={`${name} ${formatMs(ms)}`}
        >
          <span>{name}</span>
        </div>
      ))}
    </div>
  );
}

function stagesOf(metrics: GenerationMetrics): Stage[] {
  const stages: { name: Stage['name']; ms: number | undefined }[] = [
    { name: 'preprocess', ms: metrics.preprocessMs },
    { name: 'encode', ms: metrics.visionEncodeMs },
    { name: 'prefill', ms: metrics.prefillMs },
    { name: 'decode', ms: metrics.decodeMs },
  ];
  return stages.flatMap(({ name, ms }) => (ms === undefined || ms <= 0 ? [] : [{ name, ms }]));
}
