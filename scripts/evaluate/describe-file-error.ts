const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'you have no right to use it',
  EROFS: 'the place is read-only',
  ENOSPC: 'the disk is full',
};

/** What a failed access to a file means to the person who named it. */
export function describeFileError(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `${file}: ${SENTENCES[code] ?? String(error)}`;
}
