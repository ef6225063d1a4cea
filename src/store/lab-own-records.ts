import type { TextStorage } from '../contract/text-storage';

const KEY = 'edgeward-lab-own-v1';

/**
 * Which results were begun in this browser: only these may be gone on with or added to. Another machine's result would
 * else come to hold figures of this one. Without storage it knows those of this visit only.
 */
export interface OwnRecords {
  has: (id: string) => boolean;
  add: (id: string) => void;
}

export function createOwnRecords(storage: TextStorage | undefined): OwnRecords {
  const ids = new Set(storedIds(storage));
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      try {
        storage?.setItem(KEY, JSON.stringify([...ids]));
      } catch (error) {
        console.warn('Which results are this browser’s own is not remembered:', error);
      }
    },
  };
}

function storedIds(storage: TextStorage | undefined): string[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch (error) {
    console.warn('Stored ids of results are unreadable and are ignored:', error);
    return [];
  }
}
