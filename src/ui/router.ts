import { useSyncExternalStore } from 'react';

export type ViewName = 'read' | 'lab' | 'models' | 'about';

/** Views by hash, so that the page works below any path of any static host. */
export function useViewName(): ViewName {
  return useSyncExternalStore(subscribe, () => viewOfHash(window.location.hash));
}

export function viewAddress(view: ViewName): string {
  return `#/${view}`;
}

/** Unknown and empty addresses show the main view. */
export function viewOfHash(hash: string): ViewName {
  const name = /^#\/(\w+)/u.exec(hash)?.[1];
  return name === 'lab' || name === 'models' || name === 'about' ? name : 'read';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
