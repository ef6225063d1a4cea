export interface EventStream<T> {
  /** Sends the event, at the latest with the next one, `flush` or `close`. */
  emit: (event: T) => void;
  /** Sends what has gathered: before work that takes long. */
  flush: () => void;
  /** Says that no more will come. */
  close: () => void;
}

/** Events closer together than this go in one message: waking the page costs as much as a small model's token. */
const GATHERING_MS = 30;

/** Posts events on the page's port, as arrays in their order, without waiting for an answer; null says that it was all. */
export function openEventStream<T>(port: MessagePort): EventStream<T> {
  let gathered: T[] = [];
  let lastPostAt = -Infinity;
  const post = () => {
    if (gathered.length > 0) port.postMessage(gathered);
    gathered = [];
    lastPostAt = performance.now();
  };
  return {
    emit(event) {
      gathered.push(event);
      if (performance.now() - lastPostAt >= GATHERING_MS) post();
    },
    flush: post,
    close() {
      post();
      port.postMessage(null);
    },
  };
}
