import type { Failure } from '../../src/contract/failure.ts';
import { failureMessage } from '../../src/ui/failure-message.ts';

/**
 * The page's own sentence, with the technical cause in brackets.
 * @param packFolder as the person named it; the page only knows the address at which it was served
 */
export function describeFailure(failure: Failure, packFolder?: string): string {
  const named = packFolder === undefined || !('pack' in failure) ? failure : { ...failure, pack: packFolder };
  const { text, detail } = failureMessage(named);
  return detail === undefined ? text : `${text} (${detail.trim()})`;
}
