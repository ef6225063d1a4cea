import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { addCases } from '../../../scripts/cases/add-cases';
import { readRecipes } from '../../../scripts/cases/case-recipe';
import { caseIndexSchema } from '../../../src/contract/case-pack';
import { temporaryFolder } from '../../temporary-folder';
import { sendFile, serve } from './cases-fixture';

const project = join(import.meta.dirname, '../../..');
/** Copies of the very files, which the project may not contain; whoever has them next to it runs this too. */
const mirror = join(project, '../shared/data/recipes/mirror');

describe.skipIf(!existsSync(mirror))('the shipped recipes against a mirror of their repositories', () => {
  it('add all 72 cases', { timeout: 60_000 }, async () => {
    const baseUrl = await serve((request, response) => {
      const path = decodeURIComponent(request.url ?? '');
      readFile(join(mirror, path)).then(
        (bytes) => sendFile(bytes, request, response),
        () => response.writeHead(404).end(),
      );
    });
    const folder = await temporaryFolder();
    const casesFolder = join(folder, 'cases');
    for (const recipe of await readRecipes(join(project, 'recipes'))) {
      const result = await addCases(recipe, {
        baseUrl,
        casesFolder,
        downloadsFolder: join(folder, 'downloads'),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      expect(result).toEqual({ kind: 'added' });
    }
    const index = v.parse(caseIndexSchema, JSON.parse(await readFile(join(casesFolder, 'index.json'), 'utf8')));
    expect(index.packs).toEqual(['bccd/pack.json', 'chula/pack.json', 'hannover/pack.json']);
  });
});
