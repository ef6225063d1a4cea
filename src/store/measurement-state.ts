import { remainingVisits } from '../benchmark/plan';
import type { MatrixProgress } from '../benchmark/run-matrix';
import type { BenchmarkRecord } from '../contract/benchmark-record';
import type { Failure } from '../contract/failure';
import type { ComparisonProgress } from './lab-comparison';
import { isInterrupted } from './lab-results';

/** Where a measurement stands. */
export type Measurement =
  | { kind: 'idle' }
  | { kind: 'preparing' }
  | {
      kind: 'measuring';
      record: BenchmarkRecord;
      progress?: MatrixProgress;
      isPaused: boolean;
      /** Visits done, those of an interrupted run before this one included. */
      doneVisits: number;
      /** At the pace so far; absent until this run has done a visit. Changes only then: it does not count down. */
      remainingMs?: number;
    }
  | { kind: 'comparing'; record: BenchmarkRecord; progress?: ComparisonProgress }
  | { kind: 'failed'; failure: Failure };

export function isMeasuring({ kind }: Measurement): boolean {
  return kind === 'preparing' || kind === 'measuring' || kind === 'comparing';
}

/** Visits of the whole plan. */
export function visitCount({ plan }: BenchmarkRecord): number {
  return plan === undefined ? 0 : plan.rounds * plan.configurations.length;
}

/** Whether something of the plan is left to be done: visits, or the comparison and the end after a reload. */
export function canGoOn(record: BenchmarkRecord): boolean {
  if (remainingVisits(record).length > 0) return true;
  // A result with answers was finished once: what a reload cut short then was judging.
  return record.plan !== undefined && isInterrupted(record) && record.judgements.length === 0;
}

export function lacksComparison({ plan, agreements }: BenchmarkRecord): boolean {
  return plan?.comparesTokens === true && agreements.length === 0 && plan.configurations.length > 1;
}
