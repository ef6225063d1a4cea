import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { initialScripts, initialScriptSizes, staticImports } from '../../../scripts/build/initial-size';
import { temporaryFolder } from '../../temporary-folder';

it('names the scripts of a page, its module preloads included, once each', () => {
  const html = `<link rel="icon" href="./icon.svg"><script type="module" crossorigin src="./assets/a.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/b.js"><link rel="modulepreload" href="./assets/a.js">`;
  expect(initialScripts(html)).toEqual(['assets/a.js', 'assets/b.js']);
});

it('follows static imports but not those on demand', () => {
  expect(staticImports('import{a}from"./a.js";import"./b.js";const c=()=>import("./c.js");')).toEqual(['a.js', 'b.js']);
});

it('weighs everything that loads before a model, and nothing else', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./assets/a.js"></script>');
  await writeFile(join(folder, 'assets/a.js'), 'import"./b.js";import("./later.js")');
  await writeFile(join(folder, 'assets/b.js'), 'export{}');
  await writeFile(join(folder, 'assets/later.js'), 'export{}');
  const sizes = await initialScriptSizes(folder);
  expect(sizes.map(({ path }) => path).sort()).toEqual(['assets/a.js', 'assets/b.js']);
});
