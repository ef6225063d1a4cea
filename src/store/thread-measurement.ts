import type { ThreadChoice } from '../inference/thread-choice';
import type { InferenceClient, WorkerState } from '../inference/client';

interface ThreadMeasurementParts {
  client: Pick<InferenceClient, 'subscribe' | 'state'>;
  threads: ThreadChoice;
  /** Tells when the reader goes to another view or hides the tab. */
  page: Pick<Window, 'addEventListener' | 'document' | 'location'>;
}

/** Long enough for a reader to have asked the next question if one was on their lips. */
const IDLE_MS = 2500;

/**
 * Finds out which number of WASM threads is fastest here, after an answer and while nothing else happens. Whatever the
 * reader does next stops it: it begins anew at the next rest. Never beside the Lab, whose figures it would spoil.
 */
export function measureThreadsWhenIdle({ client, threads, page }: ThreadMeasurementParts): void {
  let hasAnswered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: AbortController | undefined;

  function rest(): void {
    clearTimeout(timer);
    underWay?.abort();
    const { state } = client;
    if (hasAnswered && isUnknown(state) && isReading(page)) timer = setTimeout(() => measure(state), IDLE_MS);
  }

  function measure({ configuration }: ReadyState): void {
    underWay = new AbortController();
    void threads.measure(configuration, underWay.signal);
  }

  function isUnknown(state: WorkerState): state is ReadyState {
    if (state.kind !== 'ready') return false;
    const { configuration } = state;
    return (
      configuration.device === 'wasm' &&
      configuration.threads === undefined &&
      threads.known(configuration) === undefined
    );
  }

  client.subscribe(({ kind }) => {
    if (kind === 'generating') hasAnswered = true;
    rest();
  });
  page.addEventListener('hashchange', rest);
  page.document.addEventListener('visibilitychange', rest);
}

type ReadyState = Extract<WorkerState, { kind: 'ready' }>;

function isReading({ document, location }: ThreadMeasurementParts['page']): boolean {
  return !document.hidden && !/^#\/(lab|models|about)/u.test(location.hash);
}
