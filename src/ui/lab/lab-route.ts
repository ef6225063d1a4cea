import { useSyncExternalStore } from 'react';

export const LAB_PAGES = [
  { name: 'measure', title: 'Measure' },
  { name: 'accuracy', title: 'Accuracy' },
  { name: 'side-by-side', title: 'Side by side' },
  { name: 'history', title: 'History' },
] as const;

export type LabPage = (typeof LAB_PAGES)[number]['name'];

export function labAddress(page: LabPage): string {
  return `#/lab/${page}`;
}

/** `#/lab` alone, and any name that is not a page, is the first page. */
export function labPageOfHash(hash: string): LabPage {
  const name = /^#\/lab\/([\w-]+)/u.exec(hash)?.[1];
  return LAB_PAGES.find((page) => page.name === name)?.name ?? 'measure';
}

export function useLabPage(): LabPage {
  return useSyncExternalStore(subscribe, () => labPageOfHash(window.location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
