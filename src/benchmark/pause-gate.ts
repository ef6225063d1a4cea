/** Holds work between two runs: `passed` waits as long as the gate is closed. */
export interface PauseGate {
  readonly paused: boolean;
  pause: () => void;
  resume: () => void;
  /** Resolves at once when open; ends the wait when the signal aborts too. */
  passed: (signal?: AbortSignal) => Promise<void>;
}

export function createPauseGate(): PauseGate {
  let paused = false;
  const waiting = new Set<() => void>();
  const release = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  return {
    get paused() {
      return paused;
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      release();
    },
    passed: (signal) =>
      !paused || signal?.aborted === true
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.add(resolve);
            signal?.addEventListener('abort', () => resolve(), { once: true });
          }),
  };
}
