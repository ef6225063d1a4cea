import { createPauseGate } from '../benchmark/pause-gate';
import type { PackSource } from '../benchmark/pack-source';
import { readPack } from '../benchmark/read-pack';
import { runMatrix } from '../benchmark/run-matrix';
import { urlPackSource } from '../benchmark/url-pack-source';
import { documentVisibility } from '../benchmark/visibility';
import type { BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import type { CasePack, PackCase } from '../contract/case-pack';
import { fail, succeed, type Result } from '../contract/failure';
import type { BenchmarkJob } from '../contract/headless-job';
import type { RgbImage } from '../contract/inference-api';
import { compareWithFp32 } from '../store/lab-comparison';
import { memoryOfPage, startRecord, type HeadlessParts } from './parts';

/** Measures a matrix on the built-in samples with the code that the Lab uses, then its agreement with fp32. */
export async function benchmarkHeadless(job: BenchmarkJob, parts: HeadlessParts): Promise<Result<BenchmarkRecord>> {
  const source = urlPackSource(parts.addressOf('samples/'));
  const pack = await readPack(source);
  if (!pack.ok) return pack;
  const cases = chooseCases(pack.value, job.imageIds);
  if (!cases.ok) return cases;
  const images = await readImages(source, cases.value, parts);
  if (!images.ok) return images;
  const plan: BenchmarkPlan = {
    ...planOf(job),
    images: cases.value.map(({ id, title }) => ({ id, title: title ?? id })),
  };
  const start = await startRecord(parts, job.name, job.configurations, plan);
  if (!start.ok) return start;
  const measured = await runMatrix(
    {
      record: start.value,
      images: images.value,
      gate: createPauseGate(),
      signal: parts.signal,
      onRecord: () => undefined,
      onProgress: ({ visit, step, ...counts }) => {
        const configuration = plan.configurations[visit.cellIndex];
        if (configuration !== undefined)
          void parts.report({ kind: 'visit', configuration, step: step.kind, ...counts });
      },
    },
    {
      createClient: parts.createClient,
      visibility: documentVisibility(),
      measureMemory: memoryOfPage,
      save: async (record, { cellIndex, round }) => {
        await parts.report({ kind: 'checkpoint', record });
        const visitedCell = record.cells[cellIndex];
        if (visitedCell !== undefined) await parts.report({ kind: 'visited', visitedCell, round });
      },
      now: () => new Date(),
    },
  );
  if (job.agreementImages === 0 || parts.signal.aborted) return succeed(measured);
  return succeed(await withAgreement(measured, job, pack.value, source, parts));
}

function planOf(job: BenchmarkJob): Omit<BenchmarkPlan, 'images'> {
  const { configurations, prompt, forcedTokenCount, rounds, runsPerRound, warmupRuns } = job;
  return { configurations, prompt, forcedTokenCount, rounds, runsPerRound, warmupRuns };
}

function chooseCases(pack: CasePack, imageIds: readonly string[]): Result<PackCase[]> {
  if (imageIds.length === 0) return succeed(pack.cases.slice(0, 1));
  const chosen: PackCase[] = [];
  for (const id of imageIds) {
    const found = pack.cases.find((entry) => entry.id === id);
    const detail = `No sample has this id. There are: ${pack.cases.map((entry) => entry.id).join(', ')}`;
    if (found === undefined) return fail({ code: 'pack-invalid', pack: pack.id, caseId: id, key: 'id', detail });
    chosen.push(found);
  }
  return succeed(chosen);
}

async function readImages(
  source: PackSource,
  cases: readonly PackCase[],
  { decode }: HeadlessParts,
): Promise<Result<RgbImage[]>> {
  const images: RgbImage[] = [];
  for (const { image } of cases) {
    const file = await source.read(image);
    if (!file.ok) return file;
    const pixels = await decode(file.value, image);
    if (!pixels.ok) return pixels;
    images.push(pixels.value);
  }
  return succeed(images);
}

/** Agreement is measured on more images than time is: a single caption has too few tokens to tell. */
async function withAgreement(
  record: BenchmarkRecord,
  job: BenchmarkJob,
  pack: CasePack,
  source: PackSource,
  parts: HeadlessParts,
): Promise<BenchmarkRecord> {
  const cases = pack.cases.slice(0, job.agreementImages);
  const images = await readImages(source, cases, parts);
  if (!images.ok || record.plan === undefined) return record;
  const plan = { ...record.plan, images: cases.map(({ id, title }) => ({ id, title: title ?? id })) };
  const refused = new Set(
    record.cells.filter(({ status }) => status !== 'done').map(({ configuration }) => configuration),
  );
  const agreements = await compareWithFp32({
    record: { ...record, plan },
    images: images.value,
    createClient: parts.createClient,
    canRun: (configuration) => !refused.has(configuration),
    signal: parts.signal,
    onProgress: (progress) => void parts.report({ kind: 'agreement', ...progress }),
  });
  return { ...record, agreements };
}
