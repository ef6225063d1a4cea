/** Source: WICG "Measure memory" API; Chromium only, and only when cross-origin isolated. */
interface MemoryMeasurement {
  bytes: number;
}
interface MeasuringPerformance extends Performance {
  measureUserAgentSpecificMemory?: () => Promise<MemoryMeasurement>;
}

/**
 * Whether the browser will ever answer: it asks every thread, and those of a multi-threaded WebAssembly module wait for
 * work in a way that lets them answer nothing (found with Chromium 156).
 */
export function canMeasureMemory({ threads }: { threads?: number }): boolean {
  return (threads ?? 1) === 1;
}

/**
 * Bytes that the page and its workers hold, counted after a garbage collection that the browser schedules itself.
 * @param patienceMs gives up after this time, since the browser may take its time
 * @returns undefined where the browser doesn't tell, or not in time
 */
export async function measureMemory(
  patienceMs: number,
  source: MeasuringPerformance = performance,
): Promise<number | undefined> {
  if (source.measureUserAgentSpecificMemory === undefined || !globalThis.crossOriginIsolated) return undefined;
  const measuring = source.measureUserAgentSpecificMemory().then(
    ({ bytes }) => bytes,
    () => undefined,
  );
  const timeUp = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs));
  return Promise.race([measuring, timeUp]);
}
