import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Test files below a folder, relative to the root, sorted. */
export async function testFilesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries
    .filter((name) => /\.test\.tsx?$/u.test(name))
    .map((name) => join(folder, name))
    .sort();
}
