import { useStore } from 'zustand';
import { unreachable } from '../../../contract/failure';
import type { GenerationStage } from '../../../contract/inference-api';
import type { Run } from '../../../store/exchange';
import { findModel } from '../../../store/catalogue';
import { formatBytes, formatPercent } from '../../format';
import { FailureNotice } from '../../shell/failure-notice';
import { deviceName } from '../../shell/status-line';
import { useCatalogue, useEngine, useStores } from '../../stores-context';
import { AnswerWords } from './answer-words';
import { RunActions } from './run-actions';

/** One answer. Only this component draws again while its tokens stream. */
export function RunView({ runId }: { runId: number }) {
  const { conversation, reader } = useStores();
  const run = useStore(conversation.store, (state) => state.runs[runId]);
  const catalogue = useCatalogue();
  if (run === undefined) return null;
  const uncertainBelow = findModel(catalogue, run.configuration.modelId)?.calibration?.uncertainBelow;
  const isUnderWay = run.phase.kind === 'waiting' || run.phase.kind === 'running';
  const { dtype, device } = run.configuration;
  return (
    <div className="run" aria-busy={isUnderWay}>
      <p className="run-cell">
        <span className="run-dtype">{dtype}</span>
        <span className="faint"> {deviceName(device)}</span>
      </p>
      <div className="run-body">
        {run.tokens.length > 0 && (
          <AnswerWords tokens={run.tokens} uncertainBelow={uncertainBelow} confidence={confidenceOf(run)} />
        )}
        <Outcome run={run} onRetry={() => reader.repeat(run.exchangeId)} />
      </div>
      {!isUnderWay && <RunActions run={run} />}
    </div>
  );
}

function Outcome({ run, onRetry }: { run: Run; onRetry: () => void }) {
  const { phase } = run;
  switch (phase.kind) {
    case 'waiting':
      return <WaitingNote />;
    case 'running':
      return run.tokens.length > 0 ? null : <p className="run-stage">{STAGES[phase.stage]} …</p>;
    case 'stopped':
      return <p className="run-stage">Stopped.</p>;
    case 'failed':
      return <FailureNotice failure={phase.failure} onRetry={onRetry} />;
    case 'finished':
      if (phase.result.text.trim() === '') return <p className="run-stage">The model gave an empty answer.</p>;
      return phase.result.stopped === 'length' ? (
        <p className="run-stage">Cut at {phase.result.tokens.length} tokens.</p>
      ) : null;
    default:
      return unreachable(phase);
  }
}

/** On a phone the load's own progress is out of sight, so the answer that waits for it shows it too. */
function WaitingNote() {
  const { worker } = useEngine();
  const event = worker.kind === 'loading' ? worker.event : undefined;
  const progress =
    event?.kind === 'fetching' ? `: ${formatBytes(event.loadedBytes)} of ${formatBytes(event.totalBytes)}` : ' …';
  return <p className="run-stage">Waiting for the model{progress}</p>;
}

/** How sure the model is of the whole answer; for a caption, whose exact wording never is, of its tokens on average. */
function confidenceOf({ prompt, phase }: Run): { text: string; meaning: string } | undefined {
  if (phase.kind !== 'finished') return undefined;
  const { answerProbability, meanProbability } = phase.result;
  if (prompt.kind === 'question') {
    return answerProbability === undefined
      ? undefined
      : { text: `(${formatPercent(answerProbability)})`, meaning: 'Probability of exactly this answer' };
  }
  return meanProbability === undefined
    ? undefined
    : { text: `(${formatPercent(meanProbability)} per token)`, meaning: 'Geometric mean of the tokens’ probabilities' };
}

const STAGES: Record<GenerationStage, string> = {
  preprocess: 'Preparing the image',
  encode: 'Looking at the image',
  prefill: 'Reading the prompt',
  decode: 'Writing',
};
