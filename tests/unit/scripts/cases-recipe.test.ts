import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readRecipe, readRecipes, type CaseRecipe } from '../../../scripts/cases/case-recipe';
import { captionOf, packFromRecipe } from '../../../scripts/cases/pack-from-recipe';
import { casePackSchema } from '../../../src/contract/case-pack';
import { temporaryFolder } from '../../temporary-folder';
import { recipeOf } from './cases-fixture';

const { recipe } = await recipeOf(1);
const shipped = await readRecipes(join(import.meta.dirname, '../../../recipes'));

async function readAltered(alter: (copy: CaseRecipe) => void): Promise<CaseRecipe> {
  const copy = structuredClone(recipe);
  alter(copy);
  const file = join(await temporaryFolder(), 'own.json');
  await writeFile(file, JSON.stringify(copy));
  return readRecipe(file);
}

describe('a case recipe', () => {
  it('is read as it was written', async () => {
    expect(await readAltered(() => undefined)).toEqual(recipe);
  });

  it.each(['../../etc/a.png', '/etc/a.png', 'a/../b.png', 'a\\b.png', 'script.sh'])(
    'may not fetch %s',
    async (path) => {
      await expect(readAltered((copy) => copy.cases.forEach((each) => (each.path = path)))).rejects.toThrow(
        'own.json is not a case recipe: cases.0.path: must be an image path',
      );
    },
  );

  it.each(['../escape', '.hidden', 'a/b', ''])('may not be called "%s"', async (id) => {
    await expect(readAltered((copy) => (copy.id = id))).rejects.toThrow('own.json is not a case recipe: id:');
  });

  it('must name a whole commit, since a branch could change under the hash', async () => {
    await expect(readAltered((copy) => (copy.commit = 'main'))).rejects.toThrow('commit: must be a full commit');
  });

  it('says that a file is not JSON', async () => {
    const file = join(await temporaryFolder(), 'own.json');
    await writeFile(file, '{');
    await expect(readRecipe(file)).rejects.toThrow('own.json is not JSON');
  });
});

describe('the recipes that come with the project', () => {
  it('are three, of 24 cases each, with the sizes that the list shows', () => {
    expect(shipped.map(({ id, cases }) => [id, cases.length])).toEqual([
      ['bccd', 24],
      ['chula', 24],
      ['hannover', 24],
    ]);
  });

  it.each(shipped)('$id makes a valid pack that says its source was trained on', (each) => {
    const pack = v.parse(casePackSchema, packFromRecipe(each));
    expect(pack.cases).toHaveLength(24);
    for (const one of pack.cases) {
      expect(one.training).toBe('source');
      expect(one.trainingNote).toContain('held back for validation');
      expect(one.reference?.caption).toMatch(/^(Chest X-ray|Blood smear)/u);
    }
  });
});

describe('a caption made of labels', () => {
  it('gives the view and the diagnosis of the patient, no finding', () => {
    const caption = captionOf({ labels: { patientDiagnosis: 'COVID-19', view: 'PA' } });
    expect(caption).toBe('Chest X-ray, PA view. The patient was diagnosed with COVID-19.');
  });

  it('counts the cells that were counted', () => {
    const caption = captionOf({ labels: { wbcCount: 1, plateletCount: 0 } });
    expect(caption).toBe('Blood smear. Labelled: 1 white blood cell, no platelets.');
  });

  it('lists red cell shapes, the commonest first', () => {
    const caption = captionOf({ labels: { redCellCounts: { 'normal cell': 1, 'target cell': 12 } } });
    expect(caption).toBe('Blood smear. Labelled red cells: target cell 12, normal cell 1.');
  });

  it('is absent when nothing is labelled', () => {
    expect(captionOf({ labels: {} })).toBeUndefined();
  });
});
