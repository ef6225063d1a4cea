const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port2.onmessage = () => waiting.shift()?.();

/** A press on Stop waits this long at most for its turn, and a token to be seen; below what a person notices. */
const LONGEST_WAIT_MS = 50;
let lastYieldAt = -Infinity;

/**
 * Lets messages that have come in, such as a cancellation, be handled. WebAssembly runs block the worker and promises
 * alone never give way to messages; a timer would, but browsers clamp nested timers to 4 ms.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(() => {
      lastYieldAt = performance.now();
      resolve();
    });
    channel.port1.postMessage(undefined);
  });
}

/** Whether messages have waited long enough: a small model's token takes less time than the detour. */
export function isTimeToYield(): boolean {
  return performance.now() - lastYieldAt >= LONGEST_WAIT_MS;
}
