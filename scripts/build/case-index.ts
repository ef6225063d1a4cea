import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** What /cases/index.json answers as long as nobody has added a case pack. */
export const EMPTY_CASE_INDEX = `${JSON.stringify({ format: 'case-index/1', packs: [] })}\n`;

/** Added case packs are optional: without any, the page gets an empty index instead of a 404 it would have to explain. */
export function caseIndex(): Plugin {
  let outDir = 'dist';
  let publicDir = 'public';
  let building = false;
  return {
    name: 'edgeward:case-index',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      publicDir = config.publicDir;
      building = config.command === 'build';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0];
        if (path !== '/cases/index.json' || existsSync(join(publicDir, 'cases/index.json'))) {
          next();
          return;
        }
        response.setHeader('Content-Type', 'application/json');
        response.end(EMPTY_CASE_INDEX);
      });
    },
    closeBundle: {
      order: 'pre',
      sequential: true,
      async handler() {
        if (!building) return;
        const file = join(outDir, 'cases/index.json');
        if (existsSync(file)) return;
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, EMPTY_CASE_INDEX);
      },
    },
  };
}
