import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CasePack, PackCase } from '../../src/contract/case-pack';

export const SAMPLES_FOLDER = fileURLToPath(new URL('../../public/samples/', import.meta.url));

/** The samples that come with questions; their images lie in the folder's `images/`. */
export async function samplesWithQuestions(): Promise<PackCase[]> {
  const pack = JSON.parse(await readFile(join(SAMPLES_FOLDER, 'pack.json'), 'utf8')) as CasePack;
  return pack.cases.filter(({ questions }) => questions.length > 0);
}
