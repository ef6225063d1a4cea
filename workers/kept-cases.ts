import { securedResponse } from './secured-response';

const CASES_CACHE = 'edgeward-cases-v1';

/**
 * Case packs are added and removed after the build, so the host is asked first; what was seen once stays available
 * when it can't be reached.
 */
export async function answerCase(request: Request): Promise<Response> {
  const cache = await caches.open(CASES_CACHE);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await cache.match(request);
    if (kept !== undefined) return kept;
    throw error;
  }
  const answer = securedResponse(response);
  // A case that was removed must not come back once the network is gone.
  if (answer.ok) await cache.put(request, answer.clone());
  else await cache.delete(request);
  return answer;
}
