import { describe, expect, it } from 'vitest';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { fileListPackSource } from '../../../src/benchmark/folder-pack-source';
import { parsePack, readPack } from '../../../src/benchmark/read-pack';
import { zipPackSource } from '../../../src/benchmark/zip-pack-source';

const entry = (change: object = {}) => ({
  id: 'case-1',
  image: 'images/a.png',
  source: 's',
  modality: 'mri',
  questions: [{ id: 'q', question: 'What?', answer: 'yes', answerType: 'closed', aspect: 'finding' }],
  ...change,
});
const pack = (cases: object[], change: object = {}) =>
  JSON.stringify({ format: 'case-pack/1', id: 'p', title: 'P', cases, ...change });

async function zip(files: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [path, text] of Object.entries(files)) await writer.add(path, new TextReader(text));
  return writer.close();
}

describe('reading a case pack', () => {
  it('accepts what the format asks for and ignores unknown keys', () => {
    const result = parsePack(pack([entry({ extra: 1 })], { other: true }), 'p');
    expect(result).toMatchObject({ ok: true, value: { id: 'p', cases: [{ id: 'case-1' }] } });
  });

  it.each([
    ['a missing key', entry({ modality: undefined }), 'case-1', 'modality'],
    ['an ill-typed key', entry({ source: 3 }), 'case-1', 'source'],
    ['a bad question', entry({ questions: [{ id: 'q' }] }), 'case-1', 'questions.0.question'],
    ['an image outside the pack', entry({ image: '../a.png' }), 'case-1', 'image'],
    ['an absolute image', entry({ image: '/a.png' }), 'case-1', 'image'],
    ['an image elsewhere', entry({ image: 'https://example.org/a.png' }), 'case-1', 'image'],
    ['a case without id', entry({ id: undefined }), 'number 1', 'id'],
  ])('names case and key of %s', (_, broken, caseId, key) => {
    expect(parsePack(pack([broken]), 'p')).toMatchObject({ ok: false, failure: { code: 'pack-invalid', caseId, key } });
  });

  it('refuses two cases of one id, another format, and what is not JSON', () => {
    expect(parsePack(pack([entry(), entry()]), 'p')).toMatchObject({ failure: { caseId: 'case-1', key: 'id' } });
    expect(parsePack(pack([], { format: 'case-pack/2' }), 'p')).toMatchObject({ failure: { key: 'format' } });
    expect(parsePack('<html>', 'p')).toMatchObject({ failure: { code: 'pack-invalid', key: 'pack.json' } });
  });

  it('reads a zip whose pack lies in a folder, passing over what macOS adds', async () => {
    const archive = await zip({
      '__MACOSX/pack.json': 'x',
      'cases/pack.json': pack([entry()]),
      'cases/images/a.png': 'pixels',
    });
    const source = await zipPackSource(archive, 'cases.zip');
    if (!source.ok) throw new Error(JSON.stringify(source.failure));
    expect(await readPack(source.value)).toMatchObject({ ok: true });
    const image = await source.value.read('images/a.png');
    expect(image.ok && (await image.value.text())).toBe('pixels');
    expect(await source.value.read('images/b.png')).toMatchObject({ failure: { code: 'pack-unreachable' } });
    await source.value.close();
  });

  it('says of a file that is no zip, and of a zip without a pack, what is wrong', async () => {
    expect(await zipPackSource(new Blob(['no zip']), 'x.zip')).toMatchObject({
      failure: { code: 'pack-unreachable', pack: 'x.zip' },
    });
    expect(await zipPackSource(await zip({ 'a.txt': 'a' }), 'x.zip')).toMatchObject({
      failure: { detail: 'The zip file holds no pack.json.' },
    });
  });

  it('reads a chosen folder by the relative paths of its files', async () => {
    const file = (path: string, text: string) =>
      Object.defineProperty(new File([text], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });
    const source = fileListPackSource([file('stick/images/a.png', 'pixels'), file('stick/pack.json', pack([entry()]))]);
    if (!source.ok) throw new Error(JSON.stringify(source.failure));
    expect(await readPack(source.value)).toMatchObject({ ok: true });
    expect(await source.value.read('images/a.png')).toMatchObject({ ok: true });
    expect(fileListPackSource([file('stick/a.txt', '')])).toMatchObject({
      failure: { code: 'pack-unreachable', pack: 'stick' },
    });
  });
});
