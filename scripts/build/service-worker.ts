import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { build, type LogLevel, type Plugin } from 'vite';
import type { KeptFile } from '../../src/contract/service-worker-messages.ts';
import { policyHeaderOf } from './security-headers.ts';

/**
 * When the service worker keeps a file of dist/; undefined leaves it out.
 * @param path relative to dist/, with forward slashes
 */
export function whenKept(path: string): KeptFile['when'] | undefined {
  if (path.endsWith('.map') || path.startsWith('.') || path === 'service-worker.js') return undefined;
  // Case packs change after the build, and the worker treats them on their own.
  if (path.startsWith('cases/')) return undefined;
  // Weights are kept by the page's model store, precision by precision.
  if (/^models\/.*\.onnx(?:_data)?$/u.test(path)) return undefined;
  // Only WebGPU needs this build, and it is twice as large as the other.
  if (path.startsWith('ort/') && path.includes('asyncify')) return 'on-use';
  return /^(?:ort|samples|models|licences)\b/u.test(path) ? 'kit' : 'shell';
}

export async function listKeptFiles(folder: string): Promise<KeptFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    );
  const files = await Promise.all(paths.sort().map((path) => describeFile(folder, path)));
  return files.filter((file) => file !== undefined);
}

async function describeFile(folder: string, path: string): Promise<KeptFile | undefined> {
  const when = whenKept(path);
  if (when === undefined) return undefined;
  const content = await readFile(join(folder, path));
  return { path, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex'), when };
}

/** Bundles workers/service-worker.ts into one classic script, which every browser with service workers can run. */
export function serviceWorker(): Plugin {
  let root = '.';
  let outDir = 'dist';
  let logLevel: LogLevel = 'warn';
  return {
    name: 'edgeward:service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      logLevel = config.logLevel === 'error' || config.logLevel === 'silent' ? config.logLevel : 'warn';
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      // After all other parts of dist/ are in place, since the worker lists them with their hashes.
      order: 'post',
      sequential: true,
      async handler() {
        if (!existsSync(join(outDir, 'index.html'))) return;
        await build({
          configFile: false,
          root,
          logLevel,
          define: {
            __KEPT_FILES__: JSON.stringify(await listKeptFiles(outDir)),
            __CONTENT_SECURITY_POLICY__: JSON.stringify(policyHeaderOf(outDir)),
          },
          build: {
            outDir,
            emptyOutDir: false,
            copyPublicDir: false,
            target: 'es2023',
            rolldownOptions: {
              input: join(root, 'workers/service-worker.ts'),
              output: { format: 'iife', entryFileNames: 'service-worker.js' },
            },
          },
        });
      },
    },
  };
}
