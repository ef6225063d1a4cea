import type { Result } from '../contract/failure';

/**
 * Where the files of a case pack come from. Files are read one by one when asked for, so that a pack of thousands of
 * images never lies in memory as a whole.
 */
export interface PackSource {
  /** Shown to people: an address, or the name of a folder or file. */
  readonly name: string;
  /**
   * @param path relative to the folder that holds `pack.json`
   * Fails with `pack-unreachable` when there is no such file or it can't be read.
   */
  read: (path: string) => Promise<Result<Blob>>;
  close: () => Promise<void>;
}

/** The folder inside `paths` that holds `pack.json`, nearest to the top; `''` for the top, undefined for none. */
export function packRoot(paths: Iterable<string>): string | undefined {
  const roots = [...paths]
    .filter((path) => path === 'pack.json' || path.endsWith('/pack.json'))
    // Archives made on macOS carry a shadow of every file below this folder.
    .filter((path) => !path.startsWith('__MACOSX/'))
    .map((path) => path.slice(0, -'pack.json'.length));
  return roots.sort((a, b) => a.split('/').length - b.split('/').length)[0];
}
