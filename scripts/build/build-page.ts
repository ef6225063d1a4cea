import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** Everything the built page is made from. Case packs are left out: they are served live, not built in. */
const SOURCES = [
  'index.html',
  'headless.html',
  'package-lock.json',
  'vite.config.ts',
  'scripts/build',
  'src',
  'workers',
  'public',
] as const;
const NOT_BUILT_IN = join('public', 'cases');

/** Written by the build (see build-stamp.ts); its time is when the build began. */
export const BUILD_STAMP = '.build-stamp';

/** Latest change below a path in ms since 1970; folders count, so that a deleted file is noticed. 0 when it is absent. */
async function latestChangeMs(root: string, path: string): Promise<number> {
  if (path === NOT_BUILT_IN) return 0;
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(join(root, path));
  const inside = await Promise.all(names.map((name) => latestChangeMs(root, join(path, name))));
  // Adding a case pack changes the time of public/ itself, which alone is no reason to build.
  return Math.max(path === 'public' ? 0 : found.mtimeMs, ...inside);
}

export async function needsBuild(root: string): Promise<boolean> {
  const built = await stat(join(root, 'dist', BUILD_STAMP)).catch(() => undefined);
  if (built === undefined) return true;
  const changes = await Promise.all(SOURCES.map((path) => latestChangeMs(root, path)));
  return Math.max(...changes) > built.mtimeMs;
}

/** Builds dist/ when a source is newer than it. Says so first, since it takes some seconds. */
export async function ensureBuilt(root: string): Promise<void> {
  if (!(await needsBuild(root))) return;
  console.log('Building the page (the sources are newer than dist/) …');
  const startedMs = performance.now();
  // Vite's advice on sizes of chunks is for who works on the page, not for who runs it.
  await build({ root, logLevel: 'error' });
  console.log(`Built in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}
