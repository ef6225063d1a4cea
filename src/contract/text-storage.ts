/** The part of `localStorage` that the page needs; every call may throw where the browser forbids storage. */
export interface TextStorage {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
}
