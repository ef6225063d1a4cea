/**
 * Adds real, labelled cases to the gallery: npm run cases -- list | add ID | remove ID
 *
 * Each recipe names files in the data's own public repository at a fixed commit. They are downloaded from there, checked
 * by SHA-256, and put into public/cases, from where the page reads them without a network.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addCases } from './add-cases';
import { installedPacks, removePack } from './case-folder';
import { readRecipe, readRecipes, recipeBytes, type CaseRecipe } from './case-recipe';
import { explainFailure } from './download-failure';
import { progressLine } from './progress-line';

const USAGE = `Usage: npm run cases -- <command>

  list               what can be added, and what is there
  add ID|FILE ...    download the cases of a recipe (an ID of the list, or a recipe file of your own)
  remove ID ...      delete them again

EDGEWARD_CASES_BASE    address of a mirror, laid out as <base>/<owner>/<repository>/<commit>/<path>
                       (default https://raw.githubusercontent.com)
EDGEWARD_CASES_FOLDER  where the cases are put (default public/cases)`;

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '../..');
const casesFolder = resolve(process.env['EDGEWARD_CASES_FOLDER'] ?? join(projectFolder, 'public/cases'));
// Outside public/, so that a build never ships half a download.
const downloadsFolder =
  process.env['EDGEWARD_CASES_FOLDER'] === undefined
    ? join(projectFolder, 'node_modules/.cache/edgeward/cases')
    : join(casesFolder, '.downloads');
const baseUrl = process.env['EDGEWARD_CASES_BASE'] ?? 'https://raw.githubusercontent.com';

const megabytes = (recipe: CaseRecipe) => `${(recipeBytes(recipe) / 1e6).toFixed(1)} MB`;

async function list(): Promise<number> {
  const installed = await installedPacks(casesFolder);
  const recipes = await readRecipes(join(projectFolder, 'recipes'));
  for (const recipe of recipes) {
    const begun = existsSync(join(downloadsFolder, recipe.id)) ? 'partly downloaded' : 'not added';
    const state = installed.includes(recipe.id) ? 'added' : begun;
    console.log(
      `${recipe.id.padEnd(10)} ${state.padEnd(18)} ${recipe.title}: ${recipe.cases.length} cases, ${megabytes(recipe)}`,
    );
    console.log(`${''.padEnd(30)}${recipe.attribution}, ${recipe.license}, github.com/${recipe.repository}`);
  }
  const own = installed.filter((id) => !recipes.some((recipe) => recipe.id === id));
  for (const id of own) console.log(`${id.padEnd(10)} ${'added'.padEnd(18)} from a recipe of your own`);
  return 0;
}

async function findRecipe(name: string): Promise<CaseRecipe> {
  if (name.endsWith('.json')) return readRecipe(resolve(process.env['INIT_CWD'] ?? '.', name));
  const recipes = await readRecipes(join(projectFolder, 'recipes'));
  const recipe = recipes.find(({ id }) => id === name);
  if (recipe !== undefined) return recipe;
  throw new Error(`There is no recipe "${name}". Known: ${recipes.map(({ id }) => id).join(', ')}.`);
}

async function add(name: string, signal: AbortSignal): Promise<number> {
  const recipe = await findRecipe(name);
  const progress = progressLine(recipe.id, recipeBytes(recipe), process.stdout);
  const result = await addCases(recipe, { baseUrl, casesFolder, downloadsFolder, signal, onProgress: progress.show });
  progress.end();
  if (result.kind === 'already-there') {
    console.log(`${recipe.title}: already there and intact, nothing to do.`);
    return 0;
  }
  if (result.kind !== 'added') {
    console.error(explainFailure(result));
    return result.kind === 'stopped' ? 130 : 1;
  }
  console.log(`Added ${recipe.cases.length} cases: ${recipe.title} (${recipe.attribution}, ${recipe.license}).`);
  console.log('Reload the page to see them. If you build it for another server, build it again.');
  return 0;
}

async function remove(id: string): Promise<number> {
  const begun = join(downloadsFolder, id);
  const wasBegun = /^[\w.-]+$/u.test(id) && !/^\.+$/u.test(id) && existsSync(begun);
  if (wasBegun) await rm(begun, { recursive: true, force: true });
  if ((await removePack(casesFolder, id)) || wasBegun) {
    console.log(`Removed ${id}.`);
    return 0;
  }
  console.error(`There are no added cases "${id}". "npm run cases -- list" shows what is there.`);
  return 1;
}

async function run([command, ...names]: string[], signal: AbortSignal): Promise<number> {
  if (command === 'list' && names.length === 0) return list();
  if ((command === 'add' || command === 'remove') && names.length > 0) {
    for (const name of names) {
      const status = command === 'add' ? await add(name, signal) : await remove(name);
      if (status !== 0) return status;
    }
    return 0;
  }
  const wantsHelp = command === undefined || command === 'help' || command === '--help';
  (wantsHelp ? console.log : console.error)(USAGE);
  return wantsHelp ? 0 : 2;
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
// The reader of our output may go away first, as `head` does.
process.stdout.on('error', () => stop.abort());
try {
  process.exitCode = await run(process.argv.slice(2), stop.signal);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
