import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowIn } from '../../../scripts/build/development-policy';
import { contentSecurityPolicyOf, withContentSecurityPolicy } from '../../../scripts/build/security-headers';

const page = readFileSync(new URL('../../../index.html', import.meta.url), 'utf8');

describe('the policy of index.html', () => {
  const directives = new Map(
    contentSecurityPolicyOf(page)
      .split('; ')
      .map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  );

  it('names no origin but its own, so that nothing can leave', () => {
    const sources = [...directives.values()].flat();
    const own = ["'self'", "'none'", "'wasm-unsafe-eval'", 'blob:', 'data:'];
    expect(sources.filter((source) => !own.includes(source))).toEqual([]);
  });

  it('forbids by default, and lets scripts talk to their own origin only', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('worker-src')).toEqual(["'self'"]);
  });

  it('takes blob: and data: for images alone', () => {
    const loose = [...directives].filter(([, sources]) => sources.includes('blob:') || sources.includes('data:'));
    expect(loose.map(([name]) => name)).toEqual(['img-src']);
  });
});

it('reports a page without a policy instead of serving it unprotected', () => {
  expect(() => contentSecurityPolicyOf('<title>bare</title>')).toThrow('no Content-Security-Policy');
});

it('adds a source to one directive and leaves the others', () => {
  expect(allowIn("script-src 'self'; style-src 'self'", 'style-src', "'unsafe-inline'")).toBe(
    "script-src 'self'; style-src 'self' 'unsafe-inline'",
  );
});

it('puts another policy into the page', () => {
  expect(contentSecurityPolicyOf(withContentSecurityPolicy(page, "default-src 'self'"))).toBe("default-src 'self'");
});
