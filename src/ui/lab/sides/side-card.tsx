import { unreachable } from '../../../contract/failure';
import type { GenerationResult, LoadedModel } from '../../../contract/inference-api';
import type { SideAnswer } from '../../../store/lab-side-by-side';
import { formatBytes, formatMs, formatPercent, formatTokensPerSecond } from '../../format';
import { StageBar } from '../../read/latency/stage-bar';
import { FailureNotice } from '../../shell/failure-notice';
import { MarkedWords } from './marked-words';

interface SideCardProps {
  name: string;
  answer: SideAnswer;
  /** Answer that this one is compared with; undefined for that answer itself, and until it is there. */
  base: string | undefined;
  baseName: string;
}

/** One configuration's answer, what it cost, and where it departs from the first. */
export function SideCard({ name, answer, base, baseName }: SideCardProps) {
  return (
    <article className="side-card" aria-label={name}>
      <h2>{name}</h2>
      <SideBody answer={answer} base={base} baseName={baseName} />
    </article>
  );
}

function SideBody({ answer, base, baseName }: Omit<SideCardProps, 'name'>) {
  switch (answer.kind) {
    case 'waiting':
      return <p className="faint">Waits for its turn.</p>;
    case 'loading':
      return <p role="status">Loading in a fresh worker …</p>;
    case 'answering':
      return <p className="side-text">{answer.text} …</p>;
    case 'failed':
      return <FailureNotice failure={answer.failure} />;
    case 'finished':
      return (
        <>
          <p className="side-text">
            {base === undefined ? answer.result.text : <MarkedWords base={base} text={answer.result.text} />}
          </p>
          {base !== undefined && <p className="side-verdict">{verdict(answer.result.text, base, baseName)}</p>}
          <SideFigures result={answer.result} loaded={answer.loaded} />
        </>
      );
    default:
      return unreachable(answer);
  }
}

function verdict(text: string, base: string, baseName: string): string {
  return text === base
    ? `Same words as ${baseName}.`
    : `Differs from ${baseName}: added words underlined, missing words struck out.`;
}

function SideFigures({ result, loaded }: { result: GenerationResult; loaded: LoadedModel }) {
  const { metrics, answerProbability, limit } = result;
  const { runtime, timings } = loaded;
  const figures: [name: string, value: string | undefined][] = [
    ['probability', answerProbability === undefined ? undefined : formatPercent(answerProbability)],
    ['vision encode', metrics.visionEncodeMs === undefined ? undefined : formatMs(metrics.visionEncodeMs)],
    ['prefill', formatMs(metrics.prefillMs)],
    ['first token', formatMs(metrics.firstTokenMs)],
    [
      'decode',
      metrics.decodeTokensPerSecond === undefined ? undefined : formatTokensPerSecond(metrics.decodeTokensPerSecond),
    ],
    ['total', formatMs(metrics.totalMs)],
    ['load', formatMs(timings.totalMs)],
    ['weights', formatBytes(runtime.weightBytes)],
  ];
  return (
    <>
      {limit?.unlikeTraining === true && (
        <p className="side-verdict">⚠ This image is unlike those the model was trained on.</p>
      )}
      <StageBar metrics={metrics} />
      <dl className="side-figures">
        {figures.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
