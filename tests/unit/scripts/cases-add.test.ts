import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { addCases, type AddOptions, type AddProgress } from '../../../scripts/cases/add-cases';
import { removePack } from '../../../scripts/cases/case-folder';
import type { CaseRecipe } from '../../../scripts/cases/case-recipe';
import { caseIndexSchema, casePackSchema } from '../../../src/contract/case-pack';
import { temporaryFolder } from '../../temporary-folder';
import { recipeOf, sendFile, serve, sha256 } from './cases-fixture';

const { recipe, files } = await recipeOf(3);

interface Place extends Pick<AddOptions, 'casesFolder' | 'downloadsFolder'> {
  add: (change?: Partial<AddOptions>, other?: CaseRecipe) => ReturnType<typeof addCases>;
  asked: string[];
  broken: Set<string>;
}

/** A server with the recipe's files, of which some can be broken, and empty folders. */
async function place(): Promise<Place> {
  const [folder, asked, broken] = [await temporaryFolder(), new Array<string>(), new Set<string>()];
  const baseUrl = await serve((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const bytes = files.get(url);
    if (bytes === undefined || broken.has(url)) response.writeHead(404).end();
    else sendFile(bytes, request, response);
  });
  const folders = { casesFolder: join(folder, 'cases'), downloadsFolder: join(folder, 'downloads') };
  const signal = new AbortController().signal;
  const add: Place['add'] = (change, other = recipe) =>
    addCases(other, { baseUrl, ...folders, signal, onProgress: () => undefined, ...change });
  return { ...folders, add, asked, broken };
}

const indexOf = async (folder: string) =>
  v.parse(caseIndexSchema, JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).packs;

describe('adding cases', () => {
  it('writes a valid pack with the very files, thumbnails and an index that names it', async () => {
    const { add, casesFolder, downloadsFolder } = await place();
    expect(await add()).toEqual({ kind: 'added' });
    const pack = v.parse(casePackSchema, JSON.parse(await readFile(join(casesFolder, 'tiny/pack.json'), 'utf8')));
    expect(pack.cases.map((each) => each.image)).toEqual([
      'images/tiny-1.png',
      'images/tiny-2.png',
      'images/tiny-3.png',
    ]);
    expect(sha256(await readFile(join(casesFolder, 'tiny/images/tiny-2.png')))).toBe(recipe.cases[1]?.sha256);
    const thumb = await sharp(join(casesFolder, 'tiny', pack.cases[0]?.thumb ?? '')).metadata();
    expect([thumb.width, thumb.height]).toEqual([96, 96]);
    expect(await indexOf(casesFolder)).toEqual(['tiny/pack.json']);
    expect(existsSync(join(downloadsFolder, 'tiny'))).toBe(false);
  });

  it('counts files and bytes up to the total', async () => {
    const { add } = await place();
    const seen: AddProgress[] = [];
    await add({ onProgress: (progress) => seen.push(progress) });
    const total = recipe.cases.reduce((sum, each) => sum + each.bytes, 0);
    expect(seen.at(-1)).toEqual({ filesDone: 3, files: 3, bytesDone: total });
    expect(seen.map(({ bytesDone }) => bytesDone)).toEqual(
      seen.map(({ bytesDone }) => bytesDone).sort((a, b) => a - b),
    );
  });

  it('shows nothing of an incomplete pack, and fetches only what is missing next time', async () => {
    const { add, asked, broken, casesFolder } = await place();
    const [first = '', second = '', third = ''] = [...files.keys()];
    broken.add(second);
    expect(await add()).toMatchObject({ kind: 'not-found' });
    expect(existsSync(casesFolder) ? await readdir(casesFolder) : []).toEqual([]);
    broken.clear();
    expect(await add()).toEqual({ kind: 'added' });
    expect(asked).toEqual([first, second, second, third]);
  });

  it('does nothing when all is there, and asks nobody', async () => {
    const { add, asked } = await place();
    await add();
    asked.length = 0;
    expect(await add()).toEqual({ kind: 'already-there' });
    expect(asked).toEqual([]);
  });

  it('replaces a pack whose image was altered', async () => {
    const { add, casesFolder } = await place();
    await add();
    await writeFile(join(casesFolder, 'tiny/images/tiny-1.png'), 'altered');
    expect(await add()).toEqual({ kind: 'added' });
    expect(sha256(await readFile(join(casesFolder, 'tiny/images/tiny-1.png')))).toBe(recipe.cases[0]?.sha256);
    expect((await readdir(casesFolder)).sort()).toEqual(['index.json', 'tiny']);
  });

  it('stops between two files when told to and adds nothing', async () => {
    const { add, casesFolder } = await place();
    const stop = new AbortController();
    const onProgress = ({ filesDone }: AddProgress) => filesDone === 1 && stop.abort();
    expect(await add({ signal: stop.signal, onProgress })).toEqual({ kind: 'stopped' });
    expect(existsSync(join(casesFolder, 'tiny'))).toBe(false);
  });

  it('refuses a file that is as listed but no image', async () => {
    const { add, casesFolder } = await place();
    const text = Buffer.from('not a picture');
    const url = [...files.keys()][0] ?? '';
    const original = files.get(url) ?? Buffer.alloc(0);
    files.set(url, text);
    const [first, ...rest] = recipe.cases;
    if (first === undefined) throw new Error('the fixture has three cases');
    const wrong = { ...recipe, cases: [{ ...first, bytes: text.length, sha256: sha256(text) }, ...rest] };
    expect(await add({}, wrong)).toMatchObject({ kind: 'not-an-image', file: 'scans/case 1.png' });
    expect(await readdir(casesFolder)).toEqual([]);
    files.set(url, original);
  });

  it('removes a pack and its entry in the index', async () => {
    const { add, casesFolder } = await place();
    await add();
    expect(await removePack(casesFolder, 'tiny')).toBe(true);
    expect(await readdir(casesFolder)).toEqual(['index.json']);
    expect(await indexOf(casesFolder)).toEqual([]);
    expect(await removePack(casesFolder, 'tiny')).toBe(false);
    expect(await removePack(casesFolder, '..')).toBe(false);
  });
});
