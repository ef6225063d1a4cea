import { useEffect, useState } from 'react';

interface Pace {
  done: number;
  /** Done by an interrupted run before this one: they took none of its time. */
  doneBefore: number;
  total: number;
  startedAtMs: number;
  isPaused: boolean;
}

/** Time left at the pace so far; undefined until one visit is done, and while paused. */
export function useRemainingMs({ done, doneBefore, total, startedAtMs, isPaused }: Pace): number | undefined {
  const [remainingMs, setRemainingMs] = useState<number>();
  useEffect(() => {
    const own = done - doneBefore;
    // Only when a visit ends: a figure that counts down between visits would be invented.
    setRemainingMs(own > 0 ? ((performance.now() - startedAtMs) / own) * (total - done) : undefined);
  }, [done, doneBefore, total, startedAtMs]);
  return isPaused ? undefined : remainingMs;
}
