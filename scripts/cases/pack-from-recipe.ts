import { extname } from 'node:path';
import type { CasePack, PackCase } from '../../src/contract/case-pack';
import type { CaseRecipe, RecipeCase } from './case-recipe';

function counted(number: number, one: string, many: string): string {
  return number === 0 ? `no ${many}` : `${number} ${number === 1 ? one : many}`;
}

/** Says what the labels say and nothing else: no place, size or severity that nobody labelled. */
export function captionOf({ labels }: Pick<RecipeCase, 'labels'>): string | undefined {
  const { view, patientDiagnosis, wbcCount, plateletCount, redCellCounts } = labels;
  if (patientDiagnosis !== undefined) {
    return `Chest X-ray${view === undefined ? '' : `, ${view} view`}. The patient was diagnosed with ${patientDiagnosis}.`;
  }
  if (wbcCount !== undefined && plateletCount !== undefined) {
    const cells = counted(wbcCount, 'white blood cell', 'white blood cells');
    return `Blood smear. Labelled: ${cells}, ${counted(plateletCount, 'platelet', 'platelets')}.`;
  }
  if (redCellCounts !== undefined) {
    const shapes = Object.entries(redCellCounts).sort(([, a], [, b]) => b - a);
    return `Blood smear. Labelled red cells: ${shapes.map(([shape, number]) => `${shape} ${number}`).join(', ')}.`;
  }
  return undefined;
}

/** The image's place in the pack; the name comes from the id, never from the download. */
export function imagePath({ id, path }: Pick<RecipeCase, 'id' | 'path'>): string {
  return `images/${id}${extname(path).toLowerCase()}`;
}

function caseOf(recipe: CaseRecipe, each: RecipeCase): PackCase {
  const { id, path, modality, bodyPart, group, questions } = each;
  const { repository, commit, license, attribution, training, trainingNote } = recipe;
  const caption = captionOf(each);
  const number = id.startsWith(`${recipe.id}-`) ? id.slice(recipe.id.length + 1) : id;
  const view = each.labels.view === undefined ? '' : `, ${each.labels.view}`;
  return {
    id,
    image: imagePath(each),
    thumb: `thumbs/${id}.webp`,
    title: `${recipe.caseTitle ?? recipe.title}${view}, ${number}`,
    source: recipe.id,
    modality,
    ...(bodyPart === undefined ? {} : { bodyPart }),
    ...(group === undefined ? {} : { group }),
    license,
    attribution,
    origin: {
      package: repository,
      version: commit,
      file: path,
      url: `https://github.com/${repository}/tree/${commit}`,
    },
    ...(training === undefined ? {} : { training }),
    ...(trainingNote === undefined ? {} : { trainingNote }),
    ...(caption === undefined ? {} : { reference: { caption } }),
    questions,
  };
}

/** The case pack that a completed download makes. */
export function packFromRecipe(recipe: CaseRecipe): CasePack {
  return {
    format: 'case-pack/1',
    id: recipe.id,
    title: recipe.title,
    license: recipe.license,
    attribution: recipe.attribution,
    cases: recipe.cases.map((each) => caseOf(recipe, each)),
  };
}
