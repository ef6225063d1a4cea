import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Cross-origin isolation gives WebAssembly its threads; every way of serving the page sends these. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

const POLICY_TAG = /(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]+)(")/u;

/**
 * The policy that the page itself carries, so that index.html stays its only source. It is needed as a header too:
 * a `<meta>` policy governs the document alone, while a worker obeys the headers of its own script.
 * @throws when the page has none, since serving it without would silently drop the promise it makes
 */
export function contentSecurityPolicyOf(html: string): string {
  const policy = POLICY_TAG.exec(html)?.[2];
  if (policy === undefined) throw new Error('index.html carries no Content-Security-Policy');
  return policy;
}

/**
 * The same policy for the header of every answer; framing can only be refused there, not by a `<meta>`.
 * @param folder holds the index.html
 */
export function policyHeaderOf(folder: string): string {
  const policy = contentSecurityPolicyOf(readFileSync(join(folder, 'index.html'), 'utf8'));
  return `${policy}; frame-ancestors 'none'`;
}

/** Replaces the policy inside the page; used for development only. */
export function withContentSecurityPolicy(html: string, policy: string): string {
  contentSecurityPolicyOf(html);
  return html.replace(POLICY_TAG, (_tag, before: string, _policy: string, after: string) => before + policy + after);
}
