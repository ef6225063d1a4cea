import { configurationLabel } from '../benchmark/configuration-label';
import { evaluatePack, type EvaluateProgress } from '../benchmark/evaluate-pack';
import { newJudgement } from '../benchmark/judgement';
import { createPauseGate } from '../benchmark/pause-gate';
import { readPack } from '../benchmark/read-pack';
import { urlPackSource } from '../benchmark/url-pack-source';
import type { BenchmarkRecord } from '../contract/benchmark-record';
import { succeed, type Result } from '../contract/failure';
import type { EvaluateJob } from '../contract/headless-job';
import type { RuntimeIdentity } from '../contract/measurement';
import { memoryOfPage, startRecord, type HeadlessParts } from './parts';

const CHECKPOINT_MS = 30_000;

/** Judges one configuration on one pack with the code that the Lab uses. */
export async function evaluateHeadless(job: EvaluateJob, parts: HeadlessParts): Promise<Result<BenchmarkRecord>> {
  const { configuration, part } = job;
  const source = urlPackSource(parts.addressOf(job.packPath));
  const pack = await readPack(source);
  if (!pack.ok) return pack;
  const name = `${pack.value.title}, ${configuration.modelId} ${configurationLabel(configuration)}`;
  const record = await startRecord(parts, name, [configuration]);
  if (!record.ok) return record;
  void parts.report({ kind: 'loading', configuration });
  const clients = Array.from({ length: job.workerCount }, () => parts.createClient());
  // More throughput than one worker with all cores: nothing ever waits for another thread.
  const threads = configuration.threads ?? (job.workerCount > 1 ? 1 : undefined);
  const loading = { ...configuration, ...(threads === undefined ? {} : { threads }) };
  try {
    let runtime: RuntimeIdentity | undefined;
    for (const client of clients) {
      const loaded = await client.load(loading);
      if (!loaded.ok) return loaded;
      ({ runtime } = loaded.value);
    }
    let reportedSkips = 0;
    let checkpointAt = performance.now() + CHECKPOINT_MS;
    const onProgress = ({ judgement, ...progress }: EvaluateProgress) => {
      void parts.report({ kind: 'case', ...progress });
      for (const { caseId, image, failure } of judgement.skipped.slice(reportedSkips)) {
        void parts.report({ kind: 'skipped', caseId, image, failure });
      }
      reportedSkips = judgement.skipped.length;
      if (performance.now() < checkpointAt) return;
      checkpointAt = performance.now() + CHECKPOINT_MS;
      void parts.report({ kind: 'checkpoint', record: { ...record.value, judgements: [judgement] } });
    };
    const judgement = await evaluatePack({
      pack: pack.value,
      source,
      judgement: newJudgement(configuration, pack.value, {
        part,
        ...(runtime === undefined ? {} : { runtime }),
        now: new Date(),
      }),
      clients,
      decode: parts.decode,
      measureMemory: memoryOfPage,
      gate: createPauseGate(),
      signal: parts.signal,
      onProgress,
      now: () => new Date(),
    });
    const { finishedAt } = judgement;
    return succeed({
      ...record.value,
      judgements: [judgement],
      ...(finishedAt === undefined ? {} : { finishedAt }),
    });
  } finally {
    for (const client of clients) client.dispose();
  }
}
