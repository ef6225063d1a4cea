import type { StockModel } from './stock-model';

/** Adds up the time inside ONNX Runtime's `session.run`, all sessions of the model together. */
export interface RunClock {
  elapsedMs: number;
}

export function clockSessions(model: StockModel): RunClock {
  const clock: RunClock = { elapsedMs: 0 };
  for (const session of Object.values(model.sessions)) {
    const run = session.run.bind(session);
    session.run = async (feeds, options) => {
      const startedAt = performance.now();
      try {
        return await run(feeds, options);
      } finally {
        clock.elapsedMs += performance.now() - startedAt;
      }
    };
  }
  return clock;
}
