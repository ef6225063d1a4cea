import type { JudgedAnswer, Judgement } from '../contract/benchmark-record';
import type { CasePack, CaseQuestion, PackCase } from '../contract/case-pack';
import type { Result } from '../contract/failure';
import type { GenerationResult, RgbImage } from '../contract/inference-api';
import type { InferencePort } from './inference-port';
import { remainingCases } from './judgement';
import type { PackSource } from './pack-source';
import type { PauseGate } from './pause-gate';

/** The longest reference answer of the labelled cases has 40 tokens. */
export const MAX_ANSWER_TOKENS = 48;

export interface EvaluateRequest {
  pack: CasePack;
  source: PackSource;
  /** New, or interrupted: goes on after the cases that it holds. */
  judgement: Judgement;
  /** Loaded with the judgement's configuration. */
  client: Pick<InferencePort, 'generate'>;
  decode: (blob: Blob, name: string) => Promise<Result<RgbImage>>;
  measureMemory?: () => Promise<number | undefined>;
  gate: PauseGate;
  signal: AbortSignal;
  onProgress: (progress: EvaluateProgress) => void;
  now: () => Date;
}

export interface EvaluateProgress {
  /** Snapshot of what is known so far; not copied, so read it at once. */
  judgement: Judgement;
  caseId: string;
  doneCases: number;
  totalCases: number;
  skippedCases: number;
  /** Of this run, without the time of a pause. */
  imagesPerSecond?: number;
}

/**
 * Asks one configuration all questions of a pack, image by image: an image is read and decoded while the one before it
 * is answered, encoded once for all its questions, and let go. Nothing but answers accumulates.
 * An unreadable image or a failed answer is named in `skipped`, and the rest goes on.
 * @returns the judgement; without `finishedAt` when the signal stopped it
 */
export async function evaluatePack(request: EvaluateRequest): Promise<Judgement> {
  const { pack, gate, signal, judgement } = request;
  const answers = [...judgement.answers];
  const skipped = [...judgement.skipped];
  const startBytes = judgement.memoryAtStartBytes ?? (await request.measureMemory?.());
  let { imageCount, elapsedMs } = judgement;
  let ownImages = 0;
  let ownMs = 0;
  const snapshot = (): Judgement => ({
    ...judgement,
    answers,
    skipped,
    imageCount,
    elapsedMs,
    ...(startBytes === undefined ? {} : { memoryAtStartBytes: startBytes }),
  });
  const cases = remainingCases(pack, judgement);
  const totalCases = cases.length + judgement.imageCount + countSkippedCases(judgement);
  let upcoming = openImage(request, cases[0]);
  for (const [position, entry] of cases.entries()) {
    await gate.passed(signal);
    if (signal.aborted) return snapshot();
    const began = performance.now();
    const image = await upcoming;
    upcoming = openImage(request, cases[position + 1]);
    if (image === undefined) break;
    if (image.ok) {
      const outcome = await answerCase(request, entry, image.value);
      // A case that a stop cut short is asked again as a whole, so that a case is either judged or not.
      if (outcome === 'stopped') return snapshot();
      answers.push(...outcome.answers);
      skipped.push(...outcome.skipped);
      imageCount += 1;
      ownImages += 1;
    } else {
      skipped.push({ caseId: entry.id, image: entry.image, failure: image.failure });
    }
    const spentMs = performance.now() - began;
    elapsedMs += spentMs;
    ownMs += spentMs;
    request.onProgress({
      judgement: snapshot(),
      caseId: entry.id,
      doneCases: totalCases - cases.length + position + 1,
      totalCases,
      skippedCases: countSkippedCases({ skipped }),
      ...(ownImages === 0 ? {} : { imagesPerSecond: (ownImages * 1000) / ownMs }),
    });
  }
  const endBytes = await request.measureMemory?.();
  return {
    ...snapshot(),
    ...(endBytes === undefined ? {} : { memoryAtEndBytes: endBytes }),
    finishedAt: request.now().toISOString(),
  };
}

function countSkippedCases({ skipped }: Pick<Judgement, 'skipped'>): number {
  return skipped.filter((entry) => entry.questionId === undefined).length;
}

async function openImage(
  { source, decode }: EvaluateRequest,
  entry: PackCase | undefined,
): Promise<Result<RgbImage> | undefined> {
  if (entry === undefined) return undefined;
  const file = await source.read(entry.image);
  return file.ok ? decode(file.value, entry.image) : file;
}

type CaseOutcome = Pick<Judgement, 'answers' | 'skipped'>;

async function answerCase(
  request: EvaluateRequest,
  entry: PackCase,
  image: RgbImage,
): Promise<CaseOutcome | 'stopped'> {
  const outcome: CaseOutcome = { answers: [], skipped: [] };
  for (const question of entry.questions) {
    const result = await ask(request, entry, question, image);
    if (request.signal.aborted) return 'stopped';
    if (result.ok) outcome.answers.push(judged(entry, question, result.value));
    else {
      const { failure } = result;
      outcome.skipped.push({ caseId: entry.id, questionId: question.id, image: entry.image, failure });
    }
  }
  return outcome;
}

/** Asks twice at most: a worker that died is replaced by the client, and the second try finds the new one. */
async function ask(
  { client, pack, signal }: EvaluateRequest,
  entry: PackCase,
  { question }: CaseQuestion,
  image: RgbImage,
): Promise<Result<GenerationResult>> {
  const generate = () =>
    client.generate(
      {
        imageId: `${pack.id}/${entry.id}`,
        image,
        prompt: { kind: 'question', text: question },
        maxNewTokens: MAX_ANSWER_TOKENS,
      },
      () => undefined,
      signal,
    );
  const first = await generate();
  return first.ok || signal.aborted ? first : generate();
}

function judged(entry: PackCase, question: CaseQuestion, result: GenerationResult): JudgedAnswer {
  return {
    caseId: entry.id,
    questionId: question.id,
    source: entry.source,
    group: entry.group ?? entry.id,
    aspect: question.aspect,
    answerType: question.answerType,
    question: question.question,
    ...(question.choices === undefined ? {} : { choices: question.choices }),
    expected: question.answer,
    given: result.text,
    ...(result.answerProbability === undefined ? {} : { probability: result.answerProbability }),
    ...(result.limit === undefined ? {} : { unlikeTraining: result.limit.unlikeTraining }),
    firstTokenMs: result.metrics.firstTokenMs,
    totalMs: result.metrics.totalMs,
  };
}
