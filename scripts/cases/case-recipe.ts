import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { casePackSchema } from '../../src/contract/case-pack';

/** Schema of a recipe (format case-recipe/1): where labelled cases can be downloaded, and what is known of them. */

const safeName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/u, 'must be letters, digits, ".", "_" and "-"'),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const { questions, training, trainingNote } = casePackSchema.entries.cases.item.entries;

/** The labels that a caption is made of; each source has some of them, and others are ignored. */
const labels = v.object({
  patientDiagnosis: v.optional(v.string()),
  view: v.optional(v.string()),
  wbcCount: v.optional(count),
  plateletCount: v.optional(count),
  redCellCounts: v.optional(v.record(v.string(), count)),
});

const recipeCase = v.object({
  id: safeName,
  /** Inside the repository. */
  path: v.pipe(
    v.string(),
    v.regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^/\\][^\\]*\.(?:png|jpe?g|webp)$/iu, 'must be an image path'),
  ),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'must be 64 hexadecimal digits')),
  modality: v.string(),
  bodyPart: v.optional(v.string()),
  group: v.optional(v.string()),
  labels: v.optional(labels, {}),
  questions,
});

export const caseRecipeSchema = v.object({
  format: v.literal('case-recipe/1'),
  id: safeName,
  title: v.string(),
  /** What a single case is called, followed by its number; the title when not given. */
  caseTitle: v.optional(v.string()),
  /** owner/name on GitHub. */
  repository: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/u, 'must be owner/name')),
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/u, 'must be a full commit')),
  license: v.string(),
  attribution: v.string(),
  training,
  trainingNote,
  cases: v.pipe(v.array(recipeCase), v.minLength(1)),
});

export type CaseRecipe = v.InferOutput<typeof caseRecipeSchema>;
export type RecipeCase = CaseRecipe['cases'][number];

/**
 * Reads and checks a recipe.
 * @throws with the file and the offending key when it isn't one
 */
export async function readRecipe(file: string): Promise<CaseRecipe> {
  const text = await readFile(file, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${basename(file)} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  const parsed = v.safeParse(caseRecipeSchema, content);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${basename(file)} is not a case recipe: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
}

export async function readRecipes(folder: string): Promise<CaseRecipe[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => readRecipe(join(folder, name))));
}

export function recipeBytes(recipe: CaseRecipe): number {
  return recipe.cases.reduce((sum, each) => sum + each.bytes, 0);
}
