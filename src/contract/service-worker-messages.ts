/** A file of the built page that the service worker keeps for use without a network. */
export interface KeptFile {
  /** Relative to the page's folder. */
  path: string;
  bytes: number;
  /** Lower-case hex; what arrives with another hash is not kept. */
  sha256: string;
  /**
   * `shell` comes with the installation, so that it is quick; `kit` (runtime, samples, the models' small files) is
   * fetched when the page asks for it; `on-use` (builds that few devices need) only once it was used.
   */
  when: 'shell' | 'kit' | 'on-use';
}

export type ToServiceWorker =
  /** Fetch whatever of the kit is not kept yet; answered by `keeping`…, then `kept` or `keep-failed`. */
  | { kind: 'keep-kit' }
  /** Replace the version that is in use now; the page reloads when that has happened. */
  | { kind: 'take-over' };

export type FromServiceWorker =
  | { kind: 'keeping'; keptBytes: number; totalBytes: number }
  | { kind: 'kept' }
  | { kind: 'keep-failed'; storageFull: boolean; detail: string };
