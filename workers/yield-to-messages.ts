const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port2.onmessage = () => waiting.shift()?.();

/**
 * Lets messages that have come in, such as a cancellation, be handled. WebAssembly runs block the worker and promises
 * alone never give way to messages; a timer would, but browsers clamp nested timers to 4 ms.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port1.postMessage(undefined);
  });
}
