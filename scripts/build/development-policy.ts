import type { Plugin } from 'vite';
import { contentSecurityPolicyOf, withContentSecurityPolicy } from './security-headers.ts';

/** Adds sources to one directive of a policy; the directive must be there. */
export function allowIn(policy: string, directive: string, sources: string): string {
  const parts = policy.split(';').map((part) => part.trim());
  const index = parts.findIndex((part) => part.startsWith(`${directive} `));
  if (index === -1) throw new Error(`The policy has no ${directive}`);
  return parts.map((part, at) => (at === index ? `${part} ${sources}` : part)).join('; ');
}

/**
 * Vite's development server injects an inline script (React's refresh) and inline styles, and talks to the page over a
 * WebSocket. Only there the policy gives way; index.html and the built page keep the strict one.
 */
export function developmentPolicy(): Plugin {
  return {
    name: 'edgeward:development-policy',
    apply: 'serve',
    transformIndexHtml: {
      order: 'pre',
      handler(html, context) {
        // Browser tests have a page of Vitest's own, with no policy to relax.
        if (context.server === undefined || !html.includes('Content-Security-Policy')) return html;
        const strict = contentSecurityPolicyOf(html);
        const scripts = allowIn(strict, 'script-src', "'unsafe-inline'");
        const styles = allowIn(scripts, 'style-src', "'unsafe-inline'");
        return withContentSecurityPolicy(html, allowIn(styles, 'connect-src', 'ws:'));
      },
    },
  };
}
