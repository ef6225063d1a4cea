import { fail, type Result } from '../src/contract/failure';
import type { Session } from './session';

/** The error of the run that meets the loss can come before the news of the loss itself. */
const NEWS_MS = 500;

/**
 * The answer, or `device-lost` when the GPU device goes while it is made: the loss is the cause whatever error the run
 * ends with, and a run on a lost device need not end at all.
 */
export async function unlessDeviceLost<T>(
  { deviceLost }: Pick<Session, 'deviceLost'>,
  answer: Promise<Result<T>>,
): Promise<Result<T>> {
  if (deviceLost === undefined) return answer;
  const lost = deviceLost.then((detail) => fail<T>({ code: 'device-lost', detail }));
  const first = await Promise.race([lost, answer]);
  if (first.ok || first.failure.code === 'cancelled') return first;
  const noNews = new Promise<Result<T>>((resolve) => {
    setTimeout(() => resolve(first), NEWS_MS);
  });
  return Promise.race([lost, noNews]);
}
