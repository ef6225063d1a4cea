import { releaseProxy } from 'comlink';

/** The page's callback as a comlink proxy: each call answers when the page has run it. */
type RemoteCallback<T> = ((event: T) => unknown) & { [releaseProxy]?: () => void };

export interface EventStream<T> {
  emit: (event: T) => void;
  /**
   * Waits until the page has seen every event, then frees the callback's port. A result travels on another port than
   * the events, so without this wait it could overtake the last token.
   */
  close(): Promise<void>;
}

export function openEventStream<T>(callback: RemoteCallback<T>): EventStream<T> {
  const seen: Promise<unknown>[] = [];
  return {
    emit(event) {
      seen.push(Promise.resolve(callback(event)));
    },
    async close() {
      await Promise.allSettled(seen);
      callback[releaseProxy]?.();
    },
  };
}
