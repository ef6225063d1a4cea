import { securedResponse } from './secured-response';

const CASES_CACHE = 'edgeward-cases-v1';

/**
 * Case packs are added and removed after the build, so the host is asked first; what was kept stays available when it
 * can't be reached.
 * @param scope address of the page's folder, ends with a slash
 */
export async function answerCase(request: Request, scope: string): Promise<Response> {
  const cache = await caches.open(CASES_CACHE);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await cache.match(request);
    if (kept !== undefined) return kept;
    if (request.url === indexUrl(scope)) return securedResponse(Response.json({ format: 'case-index/1', packs: [] }));
    throw error;
  }
  const answer = securedResponse(response);
  // A case that was removed must not come back once the network is gone.
  if (answer.ok) await cache.put(request, answer.clone());
  else await cache.delete(request);
  return answer;
}

/**
 * Fetches every case that was added, so that they are all there without a network; those kept already are not fetched,
 * and those of a pack that was removed are forgotten.
 */
export async function keepCases(scope: string): Promise<void> {
  const index = await answerCase(new Request(indexUrl(scope)), scope);
  const wanted = new Set([indexUrl(scope)]);
  // A host that fails to answer says nothing about what was removed; a plain host without any cases answers 404.
  let knowsAll = index.ok || index.status === 404;
  for (const path of stringsIn(await readJson(index), 'packs')) {
    const packUrl = new URL(path, `${scope}cases/`);
    const answer = await answerCase(new Request(packUrl), scope);
    knowsAll &&= answer.ok;
    wanted.add(packUrl.href);
    for (const file of casesIn(await readJson(answer)).flatMap((entry) => [entry['image'], entry['thumb']])) {
      if (typeof file !== 'string') continue;
      wanted.add(new URL(file, packUrl).href);
      await keepOnce(new URL(file, packUrl).href, scope);
    }
  }
  if (knowsAll) await forgetAllBut(wanted);
}

async function forgetAllBut(wanted: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(CASES_CACHE);
  const removed = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(removed.map((request) => cache.delete(request)));
}

async function keepOnce(url: string, scope: string): Promise<void> {
  const cache = await caches.open(CASES_CACHE);
  if (url.startsWith(`${scope}cases/`) && (await cache.match(url)) === undefined) {
    await answerCase(new Request(url), scope);
  }
}

function indexUrl(scope: string): string {
  return `${scope}cases/index.json`;
}

/** Whatever is wrong with a pack the page reports when it reads it; here it only means that nothing can be kept. */
async function readJson(response: Response): Promise<Record<string, unknown>> {
  const json: unknown = response.ok ? await response.json() : undefined;
  return isObject(json) ? json : {};
}

function stringsIn(json: Record<string, unknown>, key: string): string[] {
  const list = json[key];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function casesIn(pack: Record<string, unknown>): Record<string, unknown>[] {
  const list: unknown = pack['cases'];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
