import { Pause, Play, Square } from 'lucide-react';
import { configurationLabel } from '../../../benchmark/configuration-label';
import type { MatrixProgress } from '../../../benchmark/run-matrix';
import type { BenchmarkCell, BenchmarkPlan, BenchmarkRecord } from '../../../contract/benchmark-record';
import { unreachable } from '../../../contract/failure';
import type { Configuration } from '../../../contract/inference-api';
import { visitCount, type Measurement } from '../../../store/measurement-state';
import { formatMs } from '../../format';
import { DoubtNotice } from '../../shell/failure-notice';
import { useLab } from '../lab-context';
import { ProgressBar } from '../progress-bar';
import { roughly } from './roughly';

/** How the whole matrix stands, and the cell that is under way. */
export function MatrixProgressView({ measurement }: { measurement: Measurement }) {
  const { measure } = useLab();
  switch (measurement.kind) {
    case 'idle':
    case 'failed':
      return null;
    case 'preparing':
      return <p role="status">Decoding the images …</p>;
    case 'comparing': {
      const { progress, record } = measurement;
      const among = record.cells.map(({ configuration }) => configuration);
      return (
        <section className="running" aria-label="Progress">
          <p role="status">
            Times are measured. Comparing what each says with fp32, token by token
            {progress !== undefined && `: ${label(progress.configuration, among)} answers`}.
          </p>
          <ProgressBar label="Comparison" done={progress?.donePrompts ?? 0} total={progress?.totalPrompts ?? 1} />
          <button type="button" className="button" onClick={measure.stop}>
            <Square size={12} aria-hidden /> Stop
          </button>
        </section>
      );
    }
    case 'measuring':
      return <Measuring {...measurement} />;
    default:
      return unreachable(measurement);
  }
}

type MeasuringProps = Extract<Measurement, { kind: 'measuring' }>;

function Measuring({ record, progress, isPaused, doneVisits, remainingMs }: MeasuringProps) {
  const { measure } = useLab();
  const total = visitCount(record);
  const hiddenRepeats = record.cells.reduce((sum, cell) => sum + cell.hiddenRepeats, 0);
  return (
    <section className="running" aria-label="Progress">
      <p role="status">
        {isPaused && progress?.step.kind !== 'paused' && 'Pausing after the step under way. '}
        {stepLine(record, progress)}
      </p>
      <div className="running-line">
        <ProgressBar label="Matrix" done={doneVisits} total={total} />
        <span className="running-count">
          step {Math.min(doneVisits + 1, total)} of {total}
          {remainingMs !== undefined && !isPaused && `, about ${roughly(remainingMs)} left`}
        </span>
      </div>
      {(progress?.step.kind === 'waiting-for-tab' || hiddenRepeats > 0) && (
        <DoubtNotice>
          {hiddenRepeats === 0
            ? 'The tab was hidden before anything was timed.'
            : `The tab was hidden, which slows a page down: ${repeats(hiddenRepeats)}.`}{' '}
          Keep it in view.
        </DoubtNotice>
      )}
      <CellGrid record={record} progress={progress} />
      <div className="lab-actions">
        <button type="button" className="button" onClick={isPaused ? measure.resume : measure.pause}>
          {isPaused ? <Play size={12} aria-hidden /> : <Pause size={12} aria-hidden />}
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" className="button" onClick={measure.stop}>
          <Square size={12} aria-hidden /> Stop, keep what is finished
        </button>
      </div>
    </section>
  );
}

function repeats(count: number): string {
  return count === 1 ? '1 step was thrown away and is repeated' : `${count} steps were thrown away and are repeated`;
}

function stepLine(record: BenchmarkRecord, progress: MatrixProgress | undefined): string {
  const plan = record.plan;
  const cell = plan?.configurations[progress?.visit.cellIndex ?? -1];
  if (plan === undefined || cell === undefined || progress === undefined) return 'Starting the first worker';
  return `Round ${progress.visit.round + 1} of ${plan.rounds}, ${label(cell, plan.configurations)}: ${stepName(progress.step, plan)}`;
}

function stepName(step: MatrixProgress['step'], plan: BenchmarkPlan): string {
  switch (step.kind) {
    case 'loading':
      return 'loading in a fresh worker';
    case 'warming-up':
      return 'warming up';
    case 'running':
      return `run ${step.run + 1} of ${plan.runsPerRound}`;
    case 'paused':
      return 'paused; nothing runs until you resume';
    case 'waiting-for-tab':
      return 'waiting until this tab is in view';
    default:
      return unreachable(step);
  }
}

function CellGrid({ record, progress }: { record: BenchmarkRecord; progress: MatrixProgress | undefined }) {
  const wanted = record.plan === undefined ? 0 : record.plan.rounds * record.plan.runsPerRound;
  const among = record.cells.map(({ configuration }) => configuration);
  return (
    <ol className="cell-grid" aria-label="Configurations">
      {record.cells.map((cell, position) => (
        <li
          key={position}
          className="cell-card"
          data-status={cell.status}
          data-current={progress?.visit.cellIndex === position}
        >
          <span className="cell-card-name">{label(cell.configuration, among)}</span>
          <span className="faint">{cellLine(cell, wanted)}</span>
          <ProgressBar label={label(cell.configuration, among)} done={cell.runs.length} total={wanted} />
        </li>
      ))}
    </ol>
  );
}

function cellLine(cell: BenchmarkCell, wanted: number): string {
  if (cell.status === 'crashed') return `crashed: ${cell.failure?.code ?? 'unknown'}`;
  if (cell.status === 'unsupported') return 'cannot run here';
  const last = cell.runs.at(-1);
  const time = last === undefined ? '' : `, last ${formatMs(last.totalMs)}`;
  return `${cell.runs.length} of ${wanted} runs${time}`;
}

function label(configuration: Configuration, among: readonly Configuration[]): string {
  return configurationLabel(configuration, among);
}
