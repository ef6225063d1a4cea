import type { GenerationEvent, LoadEvent } from '../contract/inference-api';

/** The page's end of a worker's events. */
export interface EventChannel {
  /** For the worker, to be transferred. */
  port: MessagePort;
  /**
   * Resolves when the worker has said that no more will come. A result travels on another port, so whoever shows it waits
   * for this first, or the result could overtake the last token. Never resolves when the worker dies.
   */
  drained: Promise<void>;
}

/** @param onEvent called for each event in its order: a load sends the one kind, a generation the other */
export function openEventChannel(
  onEvent: ((event: LoadEvent) => void) | ((event: GenerationEvent) => void),
): EventChannel {
  const { port1, port2 } = new MessageChannel();
  const deliver = onEvent as (event: LoadEvent | GenerationEvent) => void;
  const drained = new Promise<void>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<(LoadEvent | GenerationEvent)[] | null>) => {
      if (data !== null) {
        data.forEach(deliver);
        return;
      }
      port1.close();
      resolve();
    };
  });
  return { port: port2, drained };
}
