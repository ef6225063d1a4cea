export interface EventStream<T> {
  emit: (event: T) => void;
  /** Says that no more will come. */
  close: () => void;
}

/** Posts events on the page's port without waiting for an answer: a call through comlink costs more than a small token. */
export function openEventStream<T>(port: MessagePort): EventStream<T> {
  return {
    emit: (event) => port.postMessage(event),
    close: () => port.postMessage(null),
  };
}
