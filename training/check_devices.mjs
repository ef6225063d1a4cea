/*
 * npx tsx training/check_devices.mjs --out RUN/eval/devices.json [--pack ../shared/data/packs/val] [--cases 40] [--gpu-cases 6] [--only q8/wasm,q4/webgpu]
 *
 * Runs every (precision, device) cell of the bundled model in Chromium, through the page's own worker, on real images
 * of a case pack: each question once freely (is the answer right?), once with the fp32 WASM answer's tokens forced
 * (how many of the model's own choices agree?). WebGPU here is Chromium's software adapter, which has no shader-f16.
 * With --only, cells are added to what --out holds, and the fp32 WASM answers are taken from the run that made it.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { findBrowser } from '../scripts/browser/find-browser.ts';
import { normaliseAnswer } from '../src/benchmark/normalise-answer.ts';

const ALL_CELLS = ['fp32/wasm', 'fp16/wasm', 'q8/wasm', 'q4/wasm', 'q4f16/wasm', 'fp32/webgpu', 'q4/webgpu', 'q8/webgpu'];
const ENOUGH_AGREEMENT = { fp32: 0.995, fp16: 0.995, q8: 0.97, q4: 0.93, q4f16: 0.93 };
const BROWSER_ARGUMENTS = [
  '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
  '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan', '--use-vulkan=swiftshader',
];

const { values } = parseArgs({
  options: {
    pack: { type: 'string', default: '../shared/data/packs/val' },
    out: { type: 'string' },
    cases: { type: 'string', default: '40' },
    'gpu-cases': { type: 'string', default: '6' },
    only: { type: 'string' },
    port: { type: 'string', default: '5391' },
  },
});

/** Cases spread evenly over the sources, two questions each: the least general ones. */
async function chooseCases(count) {
  const pack = JSON.parse(await readFile(join(values.pack, 'pack.json'), 'utf8'));
  const bySource = Map.groupBy ? Map.groupBy(pack.cases, (one) => one.source) : groupBy(pack.cases, (one) => one.source);
  const queues = [...bySource.values()].map((cases) => cases.filter((_, index) => index % Math.max(1, Math.floor(cases.length / count)) === 0));
  const chosen = [];
  for (let turn = 0; chosen.length < count && queues.some((queue) => queue.length > turn); turn += 1) {
    for (const queue of queues) if (queue[turn] !== undefined && chosen.length < count) chosen.push(queue[turn]);
  }
  return Promise.all(
    chosen.map(async (one) => ({
      id: one.id,
      base64: (await readFile(join(values.pack, one.image))).toString('base64'),
      questions: one.questions.toSorted((a, b) => general(a) - general(b)).slice(0, 2),
    })),
  );
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function general({ aspect }) {
  return aspect === 'modality' || aspect === 'organ' ? 1 : 0;
}

/** Runs in the page. @returns answers of one cell, with the model's choices under the forced tokens */
async function runCell({ dtype, device, cases, forced, modelsUrl, runtimeUrl }) {
  const { createInferenceClient } = await import('/src/inference/client.ts');
  const client = createInferenceClient({ modelsUrl, runtimeUrl });
  const loaded = await client.load({ modelId: 'edgeward-tiny', dtype, device });
  if (!loaded.ok) return { failure: loaded.failure };
  const answers = [];
  for (const one of cases) {
    const bytes = Uint8Array.from(atob(one.base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const rgba = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    const data = new Uint8Array(bitmap.width * bitmap.height * 3);
    for (let pixel = 0; pixel < bitmap.width * bitmap.height; pixel += 1) data.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
    const image = { widthPx: bitmap.width, heightPx: bitmap.height, data };
    for (const question of one.questions) {
      const request = { imageId: one.id, image, prompt: { kind: 'question', text: question.question }, maxNewTokens: 24 };
      const free = await client.generate(request, () => {});
      if (!free.ok) return { failure: free.failure };
      const tokens = free.value.tokens.map(({ id }) => id);
      const wanted = forced?.[question.id];
      let choices;
      if (wanted !== undefined && wanted.length > 0) {
        const led = await client.generate({ ...request, forcedTokenIds: wanted }, () => {});
        if (!led.ok) return { failure: led.failure };
        choices = led.value.tokens.map(({ greedyId }) => greedyId);
      }
      answers.push({ question: question.id, text: free.value.text, tokens, choices });
    }
  }
  client.dispose();
  return { runtime: loaded.value.runtime, answers };
}

function judge(cell, outcome, reference, questions) {
  const [dtype, device] = cell.split('/');
  if (outcome.failure !== undefined) return { status: 'refused', reason: `Failed in Chromium: ${JSON.stringify(outcome.failure).slice(0, 300)}` };
  let equal = 0;
  let tokens = 0;
  let right = 0;
  let referenceRight = 0;
  for (const { question, text, choices } of outcome.answers) {
    const known = questions.get(question);
    const expected = normaliseAnswer(known.answer, known);
    if (normaliseAnswer(text, known) === expected) right += 1;
    if (normaliseAnswer(reference.texts[question], known) === expected) referenceRight += 1;
    const wanted = reference.tokens[question];
    (choices ?? wanted).forEach((id, index) => {
      tokens += 1;
      if (id === wanted[index]) equal += 1;
    });
  }
  const count = outcome.answers.length;
  const agreement = equal / tokens;
  const accuracy = `${right} of ${count} answers right (fp32 on WASM: ${referenceRight})`;
  const where = device === 'webgpu' ? 'Chromium, software WebGPU adapter' : 'Chromium';
  const caution =
    cell === 'q8/webgpu' ? '; its quantize nodes run on the CPU, and wrong q8 results are reported from several real GPUs: not run on one' : '';
  const note = `${where}; ${tokens} forced tokens of ${count} answers on val images; ${accuracy}${caution}`;
  const tokenAgreement = Number(agreement.toFixed(4));
  const holds = agreement >= ENOUGH_AGREEMENT[dtype] && right >= referenceRight - Math.max(2, 0.03 * count);
  if (cell === 'fp32/wasm') return { status: 'verified', note: `the reference for the other cells; ${accuracy}` };
  if (!holds) return { status: 'refused', reason: `Token agreement with fp32 is ${tokenAgreement}; ${accuracy}.`, tokenAgreement, note };
  return { status: 'verified', tokenAgreement, note };
}

if (values.out !== undefined) await mkdir(dirname(values.out), { recursive: true });
const cases = await chooseCases(Number(values.cases));
const questions = new Map(cases.flatMap((one) => one.questions.map((question) => [question.id, question])));
const server = await createServer({ root: resolve(import.meta.dirname, '..'), server: { port: Number(values.port), host: '127.0.0.1' }, logLevel: 'error' });
await server.listen();
const origin = `http://127.0.0.1:${server.config.server.port}`;
const browser = await chromium.launch({ executablePath: findBrowser()?.path, args: BROWSER_ARGUMENTS });
const referenceFile = values.out?.replace(/\.json$/u, '-reference.json');
const readJson = async (path) => (path !== undefined && existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : undefined);
const cells = (values.only === undefined ? undefined : await readJson(values.out)) ?? {};
try {
  const page = await browser.newPage();
  await page.goto(`${origin}/models/index.json`);
  const base = { modelsUrl: `${origin}/models/`, runtimeUrl: `${origin}/ort/` };
  const known = values.only === undefined ? undefined : await readJson(referenceFile);
  const reference = known ?? { texts: {}, tokens: {} };
  const chosen = (cell) => values.only === undefined || values.only.split(',').includes(cell);
  const wanted = ALL_CELLS.filter((cell) => chosen(cell) || (cell === 'fp32/wasm' && known === undefined));
  for (const cell of wanted) {
    const [dtype, device] = cell.split('/');
    const used = device === 'webgpu' ? cases.slice(0, Number(values['gpu-cases'])) : cases;
    const forced = cell === 'fp32/wasm' ? undefined : reference.tokens;
    const startedAt = performance.now();
    const outcome = await page.evaluate(runCell, { dtype, device, cases: used, forced, ...base });
    if (cell === 'fp32/wasm') {
      if (outcome.failure !== undefined) throw new Error(`fp32 on WASM failed: ${JSON.stringify(outcome.failure)}`);
      for (const { question, text, tokens } of outcome.answers) {
        reference.texts[question] = text;
        reference.tokens[question] = tokens;
      }
      if (referenceFile !== undefined) await writeFile(referenceFile, JSON.stringify(reference));
    }
    cells[cell] = judge(cell, outcome, reference, questions);
    console.log(cell, JSON.stringify(cells[cell]), `${Math.round((performance.now() - startedAt) / 1000)} s`);
    if (values.out !== undefined) {
      await writeFile(values.out, `${JSON.stringify(cells, null, 1)}\n`);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
