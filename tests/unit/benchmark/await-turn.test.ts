import { describe, expect, it } from 'vitest';
import { awaitTurn, type Hold } from '../../../src/benchmark/await-turn';
import { createPauseGate } from '../../../src/benchmark/pause-gate';
import type { Visibility } from '../../../src/benchmark/visibility';

function tab(): Visibility & { set: (hidden: boolean) => void } {
  let isHidden = false;
  const listeners = new Set<() => void>();
  return {
    get hidden() {
      return isHidden;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (hidden) => {
      isHidden = hidden;
      for (const listener of [...listeners]) listener();
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('waiting for the next step', () => {
  it('passes at once when nothing holds it', async () => {
    const holds: Hold[] = [];
    await awaitTurn(createPauseGate(), tab(), new AbortController().signal, (hold) => holds.push(hold));
    expect(holds).toEqual([]);
  });

  it('goes on only when it is neither paused nor hidden, whatever came first', async () => {
    const gate = createPauseGate();
    const visibility = tab();
    visibility.set(true);
    const holds: string[] = [];
    let hasPassed = false;
    const waiting = awaitTurn(gate, visibility, new AbortController().signal, ({ kind }) => holds.push(kind)).then(
      () => (hasPassed = true),
    );
    gate.pause();
    visibility.set(false);
    await settle();
    expect([hasPassed, holds]).toEqual([false, ['waiting-for-tab', 'paused']]);
    visibility.set(true);
    gate.resume();
    await settle();
    expect([hasPassed, holds]).toEqual([false, ['waiting-for-tab', 'paused', 'waiting-for-tab']]);
    visibility.set(false);
    await waiting;
    expect(hasPassed).toBe(true);
  });

  it('ends when it is stopped', async () => {
    const gate = createPauseGate();
    gate.pause();
    const controller = new AbortController();
    const waiting = awaitTurn(gate, tab(), controller.signal, () => undefined);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
