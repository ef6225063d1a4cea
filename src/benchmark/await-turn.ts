import type { PauseGate } from './pause-gate';
import { untilVisible, type Visibility } from './visibility';

/** What holds the work between two steps. */
export type Hold = { kind: 'paused' } | { kind: 'waiting-for-tab' };

/** Waits while the reader has paused or the tab is hidden, whichever ends last; returns at once when the signal aborts. */
export async function awaitTurn(
  gate: PauseGate,
  visibility: Visibility,
  signal: AbortSignal,
  onHold: (hold: Hold) => void,
): Promise<void> {
  while (!isAborted(signal) && (gate.paused || visibility.hidden)) {
    onHold({ kind: gate.paused ? 'paused' : 'waiting-for-tab' });
    if (gate.paused) await gate.passed(signal);
    else await untilVisible(visibility, signal);
  }
}

/** A function, since the signal changes during every await. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}
