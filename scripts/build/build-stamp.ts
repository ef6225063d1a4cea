import { utimes, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { BUILD_STAMP } from './build-page.ts';

/** Leaves the time at which the build began in dist/, so that a source saved during the build counts as newer. */
export function buildStamp(): Plugin {
  let beganAt = new Date();
  let stamp = '';
  return {
    name: 'edgeward:build-stamp',
    apply: 'build',
    configResolved(config) {
      stamp = resolve(config.root, config.build.outDir, BUILD_STAMP);
    },
    buildStart() {
      beganAt = new Date();
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await writeFile(stamp, `${beganAt.toISOString()}\n`);
        await utimes(stamp, beganAt, beganAt);
      },
    },
  };
}
