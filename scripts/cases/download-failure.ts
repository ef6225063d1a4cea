/** Everything that is expected to go wrong while cases are fetched. */
export type DownloadFailure =
  | { kind: 'no-network'; url: string; detail: string }
  | { kind: 'stalled'; url: string; seconds: number }
  | { kind: 'not-found'; url: string }
  | { kind: 'refused'; url: string; status: number }
  | { kind: 'wrong-size'; url: string; expectedBytes: number; actualBytes: number }
  | { kind: 'wrong-hash'; url: string; expectedSha256: string; actualSha256: string }
  | { kind: 'disk-full'; file: string }
  | { kind: 'not-an-image'; file: string; detail: string }
  | { kind: 'stopped' };

const GO_ON = 'Run the same command again to go on where it stopped.';
const NOTHING_ADDED = 'Nothing was added.';

/** What happened, to what, and what to do next. */
export function explainFailure(failure: DownloadFailure): string {
  switch (failure.kind) {
    case 'no-network':
      return `No connection to ${new URL(failure.url).origin} (${failure.detail}). ${NOTHING_ADDED} Check the network or the proxy. ${GO_ON}`;
    case 'stalled':
      return `No data from ${failure.url} for ${failure.seconds} s. ${NOTHING_ADDED} ${GO_ON}`;
    case 'not-found':
      return `${failure.url} does not exist (404). ${NOTHING_ADDED} The repository may have moved or been deleted; EDGEWARD_CASES_BASE can name a mirror.`;
    case 'refused':
      return `${failure.url} answered with status ${failure.status}. ${NOTHING_ADDED} Try again later; EDGEWARD_CASES_BASE can name a mirror.`;
    case 'wrong-size':
      return `${failure.url} has ${failure.actualBytes} bytes, expected ${failure.expectedBytes}. The file was thrown away. ${NOTHING_ADDED} The server or a proxy sent something else.`;
    case 'wrong-hash':
      return `${failure.url} is not the expected file: SHA-256 ${failure.actualSha256}, expected ${failure.expectedSha256}. It was thrown away. ${NOTHING_ADDED} The server or a proxy sent something else.`;
    case 'disk-full':
      return `The disk is full; ${failure.file} could not be written. ${NOTHING_ADDED} Free some space. ${GO_ON}`;
    case 'not-an-image':
      return `${failure.file} has the right SHA-256 but can't be read as an image (${failure.detail}). ${NOTHING_ADDED} The recipe is wrong.`;
    case 'stopped':
      return `Stopped. ${NOTHING_ADDED} ${GO_ON}`;
  }
}

/** True for errors of a file system that has no room left (or whose owner has none left). */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
