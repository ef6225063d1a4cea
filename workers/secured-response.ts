/** Written into the service worker by the build: the policy of index.html. */
declare const __CONTENT_SECURITY_POLICY__: string;

/**
 * The same answer with the headers that isolate the page and bind its workers to its policy; a plain static host can't
 * send them.
 */
export function securedResponse(response: Response): Response {
  // An opaque answer or a network error can't be rebuilt, and nothing of ours is opaque.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Content-Security-Policy', __CONTENT_SECURITY_POLICY__);
  if (headers.has('Content-Encoding')) {
    // The body below is decoded already; its former encoding and length describe other bytes.
    headers.delete('Content-Encoding');
    headers.delete('Content-Length');
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
