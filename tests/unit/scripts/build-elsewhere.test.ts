import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { buildStamp } from '../../../scripts/build/build-stamp';
import { caseIndex } from '../../../scripts/build/case-index';
import { runtimeFiles } from '../../../scripts/build/runtime-files';
import { serviceWorker } from '../../../scripts/build/service-worker';
import { temporaryFolder } from '../../temporary-folder';

it('leaves every part of the page in a build folder that is named by an absolute path', async () => {
  const root = await temporaryFolder();
  const outDir = join(await temporaryFolder(), 'elsewhere');
  await mkdir(join(root, 'workers'));
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><p>Page</p>`,
  );
  await writeFile(join(root, 'workers/service-worker.ts'), 'console.log(__KEPT_FILES__, __CONTENT_SECURITY_POLICY__);');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [runtimeFiles(), caseIndex(), serviceWorker(), buildStamp()],
    build: { outDir },
  });
  expect((await readdir(outDir)).sort()).toEqual(['.build-stamp', 'cases', 'index.html', 'ort', 'service-worker.js']);
  expect(JSON.parse(await readFile(join(outDir, 'cases/index.json'), 'utf8'))).toEqual({
    format: 'case-index/1',
    packs: [],
  });
  expect(await readFile(join(outDir, 'service-worker.js'), 'utf8')).toContain('index.html');
  expect((await readdir(root)).sort()).toEqual(['index.html', 'workers']);
});
