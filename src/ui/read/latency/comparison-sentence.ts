import type { RunComparison } from '../../../store/compare-runs';
import type { FinishedRun } from '../../../store/exchange';
import { formatRatio } from '../../format';
import { countThreads, deviceName } from '../../shell/status-line';

/** "q8 against fp32: decodes 1.7× as fast, first token 1.2× as fast, loads 2.1× as fast." Below 1 is slower. */
export function comparisonSentence(run: FinishedRun, comparison: RunComparison): string {
  const [mine, theirs] = namesApart(run, comparison.against);
  const parts = [
    part('decodes', comparison.decodeSpeedup),
    part('first token', comparison.firstTokenSpeedup),
    part('loads', comparison.loadSpeedup),
  ].filter((text) => text !== undefined);
  const rest = parts.length === 0 ? 'no stage that both measured' : parts.join(', ');
  return `${mine} against ${theirs}: ${rest}.`;
}

function part(what: string, speedup: number | undefined): string | undefined {
  if (speedup === undefined) return undefined;
  return speedup >= 1 ? `${what} ${formatRatio(speedup)} faster` : `${what} ${formatRatio(1 / speedup)} slower`;
}

/** Names only what differs: the precision, else the device, else the number of threads. */
function namesApart(a: FinishedRun, b: FinishedRun): [string, string] {
  const mine = a.loaded.runtime;
  const theirs = b.loaded.runtime;
  if (mine.modelId !== theirs.modelId) return [`${mine.modelId} ${mine.dtype}`, `${theirs.modelId} ${theirs.dtype}`];
  if (mine.device !== theirs.device) {
    return [`${mine.dtype} on ${deviceName(mine.device)}`, `${theirs.dtype} on ${deviceName(theirs.device)}`];
  }
  if (mine.dtype !== theirs.dtype) return [mine.dtype, theirs.dtype];
  return [countThreads(mine.threads ?? 1), countThreads(theirs.threads ?? 1)];
}
