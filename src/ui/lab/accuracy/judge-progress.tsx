import { Pause, Play, Square } from 'lucide-react';
import { configurationLabel } from '../../../benchmark/configuration-label';
import type { Judging } from '../../../store/judging-state';
import { formatCount } from '../../format';
import { useLab } from '../lab-context';
import { roughly } from '../measure/roughly';
import { ProgressBar } from '../progress-bar';

type Running = Extract<Judging, { kind: 'loading' | 'asking' }>;

/** How far the pack is answered, how fast, and what had to be skipped. */
export function JudgeProgress({ judging }: { judging: Running }) {
  const { judge } = useLab();
  const { configuration, position, total } = judging.turn;
  const progress = judging.kind === 'asking' ? judging.progress : undefined;
  const isPaused = judging.kind === 'asking' && judging.isPaused;
  return (
    <section className="running" aria-label="Progress">
      <p role="status">
        {isPaused && 'Paused after the image under way. '}
        Configuration {position + 1} of {total}, {configurationLabel(configuration)}:{' '}
        {judging.kind === 'loading' ? 'loading in a fresh worker' : 'answering'}
      </p>
      <div className="running-line">
        <ProgressBar label="Images" done={progress?.doneCases ?? 0} total={progress?.totalCases ?? 1} />
        {progress !== undefined && <span className="running-count">{countLine(progress)}</span>}
      </div>
      <div className="lab-actions">
        <button
          type="button"
          className="button"
          disabled={judging.kind === 'loading'}
          onClick={isPaused ? judge.resume : judge.pause}
        >
          {isPaused ? <Play size={12} aria-hidden /> : <Pause size={12} aria-hidden />}
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" className="button" onClick={judge.stop}>
          <Square size={12} aria-hidden /> Stop, keep the answers
        </button>
      </div>
    </section>
  );
}

function countLine(progress: NonNullable<Extract<Judging, { kind: 'asking' }>['progress']>): string {
  const { doneCases, totalCases, answerCount, skippedCases, imagesPerSecond } = progress;
  const left = imagesPerSecond === undefined ? undefined : ((totalCases - doneCases) / imagesPerSecond) * 1000;
  return [
    `${formatCount(doneCases)} of ${formatCount(totalCases)} images`,
    `${formatCount(answerCount)} answers`,
    skippedCases > 0 ? `${formatCount(skippedCases)} skipped` : '',
    imagesPerSecond === undefined ? '' : `${imagesPerSecond.toPrecision(2)} images a second`,
    left === undefined || left < 1000 ? '' : `about ${roughly(left)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}
