import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listKeptFiles, whenKept } from '../../../scripts/build/service-worker';
import { temporaryFolder } from '../../temporary-folder';

it.each([
  ['index.html', 'shell'],
  ['assets/index-abc.js', 'shell'],
  ['icons/icon.svg', 'shell'],
  ['manifest.webmanifest', 'shell'],
  ['ort/ort-wasm-simd-threaded.wasm', 'kit'],
  ['ort/ort-wasm-simd-threaded.asyncify.wasm', 'on-use'],
  ['samples/images/retina.webp', 'kit'],
  ['models/tiny/manifest.json', 'kit'],
  ['models/tiny/onnx/model.onnx', undefined],
  ['models/tiny/onnx/model.onnx_data', undefined],
  ['licences.json', 'kit'],
  ['licences/onnxruntime.txt', 'kit'],
  ['cases/index.json', undefined],
  ['assets/index-abc.js.map', undefined],
  ['service-worker.js', undefined],
  ['.build-stamp', undefined],
])('keeps %s: %s', (path, when) => {
  expect(whenKept(path)).toBe(when);
});

it('lists each kept file with its length and SHA-256', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'samples'));
  await writeFile(join(folder, 'index.html'), 'abc');
  await writeFile(join(folder, 'samples/pack.json'), '');
  // SHA-256 of "abc" and of nothing, from FIPS 180-4's examples.
  expect(await listKeptFiles(folder)).toEqual([
    {
      path: 'index.html',
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      when: 'shell',
    },
    {
      path: 'samples/pack.json',
      bytes: 0,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      when: 'kit',
    },
  ]);
});
