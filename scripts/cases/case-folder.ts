import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of added case packs: <id>/pack.json each, and an index.json that names them. */

/** Packs that are there, by id. Folders whose name begins with a dot are unfinished work. */
export async function installedPacks(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((id) => existsSync(join(folder, id, 'pack.json')))
    .sort();
}

/** Writes the index from what is there, so that it can't disagree with it. */
export async function writeCaseIndex(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const packs = (await installedPacks(folder)).map((id) => `${id}/pack.json`);
  const temporary = join(folder, '.index.json');
  await writeFile(temporary, `${JSON.stringify({ format: 'case-index/1', packs }, undefined, 2)}\n`);
  await rename(temporary, join(folder, 'index.json'));
}

/** Puts a complete pack in place of an older one; at no moment is there half a pack under its name. */
export async function installPack(folder: string, id: string, ready: string): Promise<void> {
  const old = join(folder, `.old-${id}`);
  await rm(old, { recursive: true, force: true });
  if (existsSync(join(folder, id))) await rename(join(folder, id), old);
  await rename(ready, join(folder, id));
  await rm(old, { recursive: true, force: true });
  await writeCaseIndex(folder);
}

/** @returns false when there was no such pack */
export async function removePack(folder: string, id: string): Promise<boolean> {
  if (!(await installedPacks(folder)).includes(id)) return false;
  const doomed = join(folder, `.removed-${id}`);
  await rm(doomed, { recursive: true, force: true });
  await rename(join(folder, id), doomed);
  await writeCaseIndex(folder);
  await rm(doomed, { recursive: true, force: true });
  return true;
}
