/** Whether people can see the page: browsers slow down or freeze what runs in a hidden tab. */
export interface Visibility {
  readonly hidden: boolean;
  /** @returns a function that unsubscribes */
  subscribe: (listener: () => void) => () => void;
}

export function documentVisibility(target: Document = document): Visibility {
  return {
    get hidden() {
      return target.visibilityState === 'hidden';
    },
    subscribe: (listener) => {
      target.addEventListener('visibilitychange', listener);
      return () => target.removeEventListener('visibilitychange', listener);
    },
  };
}

/** Runs `work` and tells whether the page was hidden at any moment of it: then its times mean nothing. */
export async function watchVisibility<T>(
  visibility: Visibility,
  work: () => Promise<T>,
): Promise<{ value: T; wasHidden: boolean }> {
  let wasHidden = visibility.hidden;
  const unsubscribe = visibility.subscribe(() => {
    if (visibility.hidden) wasHidden = true;
  });
  try {
    const value = await work();
    return { value, wasHidden };
  } finally {
    unsubscribe();
  }
}

/** Resolves as soon as the page can be seen, or the signal aborts. */
export function untilVisible(visibility: Visibility, signal: AbortSignal): Promise<void> {
  if (!visibility.hidden || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      unsubscribe();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const unsubscribe = visibility.subscribe(() => {
      if (!visibility.hidden) finish();
    });
    signal.addEventListener('abort', finish);
  });
}
