import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { installPack, writeCaseIndex } from './case-folder';
import type { CaseRecipe, RecipeCase } from './case-recipe';
import { isDiskFull, type DownloadFailure } from './download-failure';
import { downloadFile, isIntact } from './download-file';
import { imagePath, packFromRecipe } from './pack-from-recipe';

export interface AddOptions {
  /** Address before /<owner>/<repository>/<commit>/<path>. */
  baseUrl: string;
  casesFolder: string;
  /** Keeps what was already downloaded until the pack is complete. */
  downloadsFolder: string;
  signal: AbortSignal;
  onProgress: (progress: AddProgress) => void;
  stallSeconds?: number;
}

export interface AddProgress {
  filesDone: number;
  files: number;
  bytesDone: number;
}

export type AddResult = { kind: 'added' } | { kind: 'already-there' } | DownloadFailure;

const THUMB_SIDE_PX = 96;

function packText(recipe: CaseRecipe): string {
  return `${JSON.stringify(packFromRecipe(recipe), undefined, 2)}\n`;
}

async function isInstalled(recipe: CaseRecipe, folder: string): Promise<boolean> {
  const file = join(folder, 'pack.json');
  if (!existsSync(file) || (await readFile(file, 'utf8')) !== packText(recipe)) return false;
  for (const each of recipe.cases) {
    if (!(await isIntact(join(folder, imagePath(each)), each.bytes, each.sha256))) return false;
    if (!existsSync(join(folder, 'thumbs', `${each.id}.webp`))) return false;
  }
  return true;
}

function addressOf(recipe: CaseRecipe, each: RecipeCase, baseUrl: string): string {
  const path = each.path.split('/').map(encodeURIComponent).join('/');
  return `${baseUrl.replace(/\/+$/u, '')}/${recipe.repository}/${recipe.commit}/${path}`;
}

/** Fetches every file that isn't already there, one after the other: they are small, and the server isn't ours. */
async function downloadAll(
  recipe: CaseRecipe,
  downloads: string,
  options: AddOptions,
): Promise<DownloadFailure | undefined> {
  const { signal, onProgress } = options;
  const stall = options.stallSeconds === undefined ? {} : { stallSeconds: options.stallSeconds };
  let [filesDone, bytesDone] = [0, 0];
  for (const each of recipe.cases) {
    if (signal.aborted) return { kind: 'stopped' };
    const file = join(downloads, imagePath(each));
    const report = (bytes: number) =>
      onProgress({ filesDone, files: recipe.cases.length, bytesDone: bytesDone + bytes });
    if (!(await isIntact(file, each.bytes, each.sha256))) {
      const target = { url: addressOf(recipe, each, options.baseUrl), file, bytes: each.bytes, sha256: each.sha256 };
      const failure = await downloadFile(target, { signal, onProgress: report, ...stall });
      if (failure !== undefined) return failure;
    }
    filesDone += 1;
    bytesDone += each.bytes;
    report(0);
  }
  return undefined;
}

/** Lays out the whole pack beside its place: images as they came, thumbnails, pack.json. */
async function layOut(recipe: CaseRecipe, downloads: string, ready: string): Promise<DownloadFailure | undefined> {
  await rm(ready, { recursive: true, force: true });
  await mkdir(join(ready, 'images'), { recursive: true });
  await mkdir(join(ready, 'thumbs'));
  for (const each of recipe.cases) {
    const image = imagePath(each);
    await copyFile(join(downloads, image), join(ready, image));
    try {
      const thumb = sharp(join(ready, image)).autoOrient().resize(THUMB_SIDE_PX, THUMB_SIDE_PX, { fit: 'cover' });
      await writeFile(join(ready, 'thumbs', `${each.id}.webp`), await thumb.webp({ quality: 80 }).toBuffer());
    } catch (error) {
      if (isDiskFull(error)) throw error;
      return { kind: 'not-an-image', file: each.path, detail: error instanceof Error ? error.message : String(error) };
    }
  }
  await writeFile(join(ready, 'pack.json'), packText(recipe));
  return undefined;
}

/**
 * Downloads the cases of a recipe and adds them as a case pack. Until every file is there and checked, nothing shows
 * under the pack's name; what was downloaded stays in `downloadsFolder`, so that the next call goes on from there.
 */
export async function addCases(recipe: CaseRecipe, options: AddOptions): Promise<AddResult> {
  const { casesFolder, signal } = options;
  if (await isInstalled(recipe, join(casesFolder, recipe.id))) {
    await writeCaseIndex(casesFolder);
    return { kind: 'already-there' };
  }
  const downloads = join(options.downloadsFolder, recipe.id);
  const ready = join(casesFolder, `.incoming-${recipe.id}`);
  try {
    const failure = (await downloadAll(recipe, downloads, options)) ?? (await layOut(recipe, downloads, ready));
    if (failure !== undefined) return failure;
    if (signal.aborted) return { kind: 'stopped' };
    await installPack(casesFolder, recipe.id, ready);
  } catch (error) {
    if (isDiskFull(error)) return { kind: 'disk-full', file: casesFolder };
    throw error;
  } finally {
    await rm(ready, { recursive: true, force: true });
  }
  await rm(downloads, { recursive: true, force: true });
  return { kind: 'added' };
}
