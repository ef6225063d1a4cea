export interface EventStream<T> {
  /** Takes the event; it leaves with the next `flush` or `close`. */
  emit: (event: T) => void;
  /** Sends what has gathered, as one message: waking the page costs a small model half a token. */
  flush: () => void;
  /** Says that no more will come. */
  close: () => void;
}

/** Posts events on the page's port, as arrays in their order, without waiting for an answer; null says that it was all. */
export function openEventStream<T>(port: MessagePort): EventStream<T> {
  let gathered: T[] = [];
  const flush = () => {
    if (gathered.length > 0) port.postMessage(gathered);
    gathered = [];
  };
  return {
    emit: (event) => void gathered.push(event),
    flush,
    close() {
      flush();
      port.postMessage(null);
    },
  };
}
