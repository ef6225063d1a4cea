import './accuracy.css';
import { useEffect } from 'react';
import { FailureNotice } from '../../shell/failure-notice';
import { useCatalogue, useStores } from '../../stores-context';
import { useChosenPack, useJudging, useLab, useResults } from '../lab-context';
import { JudgeForm } from './judge-form';
import { InterruptedJudgement } from './interrupted-judgement';
import { JudgeProgress } from './judge-progress';
import { PackChoice } from './pack-choice';
import { ScoreSection } from './score-section';

/** Is it right as often as it is fast? Configurations are asked the questions of a labelled pack. */
export function AccuracyPage() {
  const { packs, judge } = useLab();
  const chosen = useChosenPack();
  const judging = useJudging();
  const { shown } = useResults();
  const catalogue = useCatalogue();
  const { catalogue: store } = useStores();
  useEffect(() => {
    if (packs.store.getState().kind === 'none') void packs.openSamples();
  }, [packs]);
  const isJudging = judging.kind === 'loading' || judging.kind === 'asking';
  return (
    <div className="lab-column">
      <header className="lab-head">
        <h1>How often is it right?</h1>
        <p className="lab-lead">
          Each configuration answers the questions of a labelled pack. Images are read one by one and never leave this
          machine.
        </p>
      </header>
      {judging.kind === 'failed' && <FailureNotice failure={judging.failure} onDismiss={judge.dismiss} />}
      {!isJudging && <InterruptedJudgement />}
      {isJudging && <JudgeProgress judging={judging} />}
      {!isJudging && (
        <div className="plan">
          <PackChoice chosen={chosen} />
          {catalogue.kind === 'failed' && (
            <FailureNotice failure={catalogue.failure} onRetry={() => void store.read()} />
          )}
          {catalogue.kind === 'ready' && chosen.kind === 'open' && (
            <JudgeForm key={chosen.open.pack.id} catalogue={catalogue} pack={chosen.open} />
          )}
        </div>
      )}
      <ScoreSection records={shown} />
    </div>
  );
}
