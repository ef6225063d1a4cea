import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Connect, Plugin } from 'vite';

const DATA_FOLDERS = /^\/(?:models|ort|samples|cases)\//u;

/**
 * Vite answers a missing file with index.html and status 200. A model loader then parses HTML as JSON, and every
 * precision looks available; so whatever is missing below a data folder is a plain 404.
 */
export function hardNotFound(): Plugin {
  const refuseMissing =
    (root: string): Connect.NextHandleFunction =>
    (request, response, next) => {
      const path = decodeURIComponent((request.url ?? '/').split(/[?#]/u)[0] ?? '/');
      if (!DATA_FOLDERS.test(path) || existsSync(join(root, path))) {
        next();
        return;
      }
      response.statusCode = 404;
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.end('Not found\n');
    };
  return {
    name: 'edgeward:hard-not-found',
    configureServer(server) {
      server.middlewares.use(refuseMissing(server.config.publicDir));
    },
    configurePreviewServer(server) {
      server.middlewares.use(refuseMissing(resolve(server.config.root, server.config.build.outDir)));
    },
  };
}
