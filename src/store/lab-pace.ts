import type { MatrixProgress } from '../benchmark/run-matrix';

/** Tells how long the rest of a matrix takes at the pace so far. The time of a pause or of a hidden tab does not count. */
export interface Pace {
  /** @returns milliseconds left as of the last finished visit; undefined until one has finished */
  observe: (progress: MatrixProgress) => number | undefined;
}

/** @param doneBefore visits of an interrupted run before this one, whose pace is not known */
export function createPace(doneBefore: number, clock: () => number = () => performance.now()): Pace {
  const startedAtMs = clock();
  let heldMs = 0;
  let heldSinceMs: number | undefined;
  let lastDone = doneBefore;
  let remainingMs: number | undefined;
  return {
    observe: ({ step, doneVisits, totalVisits }) => {
      const nowMs = clock();
      if (heldSinceMs !== undefined) heldMs += nowMs - heldSinceMs;
      heldSinceMs = step.kind === 'paused' || step.kind === 'waiting-for-tab' ? nowMs : undefined;
      if (doneVisits > lastDone) {
        const workedMs = nowMs - startedAtMs - heldMs;
        remainingMs = (workedMs / (doneVisits - doneBefore)) * (totalVisits - doneVisits);
        lastDone = doneVisits;
      }
      return remainingMs;
    },
  };
}
