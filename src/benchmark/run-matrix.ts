import type { BenchmarkCell, BenchmarkRecord } from '../contract/benchmark-record';
import type { RgbImage } from '../contract/inference-api';
import type { PauseGate } from './pause-gate';
import { remainingVisits, type Visit } from './plan';
import { visitCell, type VisitEnd, type VisitPorts, type VisitSample, type VisitStep } from './visit-cell';

export interface MatrixPorts extends VisitPorts {
  /** Keeps the unfinished record, so that a reload can go on with it; called after every visit. */
  save?: (record: BenchmarkRecord, visit: Visit) => Promise<void>;
  now: () => Date;
}

export interface MatrixProgress {
  visit: Visit;
  step: VisitStep;
  /** Visits done and planned, those of an interrupted run included. */
  doneVisits: number;
  totalVisits: number;
}

export interface MatrixRequest {
  /** A new record, or an interrupted one to go on with. */
  record: BenchmarkRecord;
  images: readonly RgbImage[];
  gate: PauseGate;
  signal: AbortSignal;
  onProgress: (progress: MatrixProgress) => void;
  /** After every sample; each call gets a new object. */
  onRecord: (record: BenchmarkRecord) => void;
}

/**
 * Measures all cells of the record's plan, visit by visit, in a fresh worker each. A cell that fails is recorded and
 * the others go on. Stopping keeps what is finished.
 * @returns the record with `finishedAt` set
 */
export async function runMatrix(request: MatrixRequest, ports: MatrixPorts): Promise<BenchmarkRecord> {
  let record = request.record;
  const update = (change: BenchmarkRecord) => {
    record = change;
    request.onRecord(record);
  };
  const { plan } = record;
  if (plan === undefined) throw new Error('The record has no plan to run');
  const visits = remainingVisits(record);
  const totalVisits = plan.rounds * plan.configurations.length;
  let doneVisits = totalVisits - visits.length;
  for (const visit of visits) {
    const cell = record.cells[visit.cellIndex];
    if (cell === undefined || cell.status === 'crashed' || cell.status === 'unsupported') {
      doneVisits += 1;
      continue;
    }
    update(changeCell(record, visit.cellIndex, (now) => discardRound(now, visit.round)));
    const end = await visitCell(
      {
        ...request,
        configuration: cell.configuration,
        round: visit.round,
        plan,
        onStep: (step) => request.onProgress({ visit, step, doneVisits, totalVisits }),
        onSample: (sample) => update(changeCell(record, visit.cellIndex, (now) => addSample(now, sample))),
      },
      ports,
    );
    if (end.kind === 'stopped') break;
    doneVisits += 1;
    update(changeCell(record, visit.cellIndex, (now) => endVisit(now, end, visit.round === plan.rounds - 1)));
    await ports.save?.(record, visit);
  }
  update({ ...record, cells: record.cells.map(settle), finishedAt: ports.now().toISOString() });
  return record;
}

function changeCell(
  record: BenchmarkRecord,
  index: number,
  change: (cell: BenchmarkCell) => BenchmarkCell,
): BenchmarkRecord {
  return { ...record, cells: record.cells.map((cell, position) => (position === index ? change(cell) : cell)) };
}

/** A visit that a reload cut short starts again, so its half is dropped. */
function discardRound(cell: BenchmarkCell, round: number): BenchmarkCell {
  const other = (sample: { round: number }) => sample.round !== round;
  return {
    ...cell,
    status: 'running',
    loads: cell.loads.filter(other),
    coldRuns: cell.coldRuns.filter(other),
    runs: cell.runs.filter(other),
  };
}

function addSample(cell: BenchmarkCell, sample: VisitSample): BenchmarkCell {
  switch (sample.kind) {
    case 'loaded':
      return { ...cell, runtime: sample.runtime, loads: [...cell.loads, sample.load] };
    case 'cold-run':
      return { ...cell, coldRuns: [...cell.coldRuns, sample.run] };
    case 'run':
      return { ...cell, runs: [...cell.runs, sample.run] };
    case 'hidden-repeat':
      return { ...cell, hiddenRepeats: cell.hiddenRepeats + 1 };
  }
}

function endVisit(cell: BenchmarkCell, end: Exclude<VisitEnd, { kind: 'stopped' }>, lastRound: boolean): BenchmarkCell {
  if (end.kind === 'completed') return lastRound ? { ...cell, status: 'done' } : cell;
  const status = end.failure.code === 'unsupported-configuration' ? 'unsupported' : 'crashed';
  return { ...cell, status, failure: end.failure };
}

/** Cells that the matrix was stopped in or before. */
function settle(cell: BenchmarkCell): BenchmarkCell {
  return cell.status === 'waiting' || cell.status === 'running' ? { ...cell, status: 'stopped' } : cell;
}
