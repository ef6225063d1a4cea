import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/browser/find-browser.ts';
import { buildStamp } from './scripts/build/build-stamp.ts';
import { caseIndex } from './scripts/build/case-index.ts';
import { developmentPolicy } from './scripts/build/development-policy.ts';
import { hardNotFound } from './scripts/build/hard-not-found.ts';
import { pageCommit } from './scripts/build/page-commit.ts';
import { runtimeFiles } from './scripts/build/runtime-files.ts';
import { serviceWorker } from './scripts/build/service-worker.ts';
import { ISOLATION_HEADERS } from './scripts/build/security-headers.ts';
import { alteredModels } from './tests/browser/inference/altered-models.ts';
import { crashGpu } from './tests/browser/inference/crash-gpu.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

const browserExecutable = findBrowser();
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
];

function chromium(moreArguments: string[] = []) {
  return playwright({
    launchOptions: {
      ...(browserExecutable === undefined ? {} : { executablePath: browserExecutable.path }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        ...moreArguments,
      ],
    },
  });
}

export default defineConfig({
  // Relative addresses let the same dist/ work at a domain's root and below any sub-path.
  base: './',
  plugins: [react(), developmentPolicy(), runtimeFiles(), caseIndex(), hardNotFound(), serviceWorker(), buildStamp()],
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_COMMIT__: JSON.stringify(pageCommit(import.meta.dirname)),
  },
  resolve: {
    // Without this condition onnxruntime-web embeds the address of its 27 MB wasm, and Vite copies it into the bundle
    // although the page serves its own under /ort.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: true,
    // headless.html is the page that the command line drives; it shares the worker and the measuring code.
    rolldownOptions: { input: ['index.html', 'headless.html'] },
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  // Named here because a dependency that Vite discovers only in the worker reloads the page under a running test.
  optimizeDeps: { include: ['@huggingface/transformers', 'comlink', 'valibot'], exclude: ['onnxruntime-web'] },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'] },
      },
      {
        extends: true,
        plugins: [alteredModels()],
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts', 'tests/browser/**/*.test.tsx'],
          testTimeout: 60_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: chromium(),
            commands: { crashGpu },
            instances: [
              { browser: 'chromium', exclude: ['**/*.gpu.test.ts'] },
              // A browser of its own: the software adapter's flags would change what the other tests measure.
              {
                browser: 'chromium',
                name: 'browser (webgpu)',
                include: ['tests/browser/**/*.gpu.test.ts'],
                provider: chromium(SOFTWARE_WEBGPU),
              },
            ],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
