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
  /** Loaded with the judgement's configuration. Each takes one image at a time; several share the pack among them. */
  clients: readonly Pick<InferencePort, 'generate'>[];
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
  /** Of this run, all clients together, without the time of a pause. */
  imagesPerSecond?: number;
}

/**
 * Asks one configuration all questions of a pack, image by image: an image is read and decoded while the one before it
 * is answered, encoded once for all its questions, and let go. Nothing but answers accumulates.
 * An unreadable image or a failed answer is named in `skipped`, and the rest goes on.
 * @returns the judgement, its answers in the pack's order; without `finishedAt` when the signal stopped it
 */
export async function evaluatePack(request: EvaluateRequest): Promise<Judgement> {
  const { pack, judgement, signal } = request;
  const startBytes = judgement.memoryAtStartBytes ?? (await request.measureMemory?.());
  const cases = remainingCases(pack, judgement);
  const tally = createTally(request, cases.length, startBytes);
  const queue = cases.values();
  await Promise.all(request.clients.map((client) => workThrough(queue, { ...request, client }, tally)));
  const judged = tally.snapshot();
  const order = new Map(pack.cases.map(({ id }, position) => [id, position]));
  const byCase = (a: { caseId: string }, b: { caseId: string }) =>
    (order.get(a.caseId) ?? 0) - (order.get(b.caseId) ?? 0);
  const sorted = { ...judged, answers: judged.answers.toSorted(byCase), skipped: judged.skipped.toSorted(byCase) };
  if (signal.aborted) return sorted;
  const endBytes = await request.measureMemory?.();
  return {
    ...sorted,
    ...(endBytes === undefined ? {} : { memoryAtEndBytes: endBytes }),
    finishedAt: request.now().toISOString(),
  };
}

/** What one client works with. */
type Lane = Omit<EvaluateRequest, 'clients'> & { client: EvaluateRequest['clients'][number] };

/** Takes cases from the queue that all clients share, until it is empty or the signal aborts. */
async function workThrough(queue: Iterator<PackCase>, lane: Lane, tally: Tally): Promise<void> {
  const { gate, signal } = lane;
  const take = () => {
    const next = queue.next();
    return next.done === true ? undefined : { entry: next.value, image: openImage(lane, next.value) };
  };
  let current = take();
  while (current !== undefined) {
    await tally.whileIdle(gate.passed(signal));
    if (signal.aborted) return;
    const { entry } = current;
    const image = await current.image;
    // A stop cut the decoding short, which is no fault of the image.
    if (!image.ok && image.failure.code === 'cancelled') return;
    const upcoming = take();
    if (image.ok) {
      const outcome = await answerCase(lane, entry, image.value);
      // A case that a stop cut short is asked again as a whole, so that a case is either judged or not.
      if (outcome === 'stopped') return;
      tally.addCase(entry, outcome, true);
    } else {
      const skipped = [{ caseId: entry.id, image: entry.image, failure: image.failure }];
      tally.addCase(entry, { answers: [], skipped }, false);
    }
    current = upcoming;
  }
}

interface Tally {
  addCase: (entry: PackCase, outcome: CaseOutcome, wasJudged: boolean) => void;
  /** Leaves the time of a pause out of the figures. */
  whileIdle: (waiting: Promise<void>) => Promise<void>;
  snapshot: () => Judgement;
}

function createTally(request: EvaluateRequest, remaining: number, startBytes: number | undefined): Tally {
  const { judgement, clients } = request;
  const answers = [...judgement.answers];
  const skipped = [...judgement.skipped];
  const startedAt = performance.now();
  const doneBefore = judgement.imageCount + countSkippedCases(judgement);
  let ownImages = 0;
  let ownCases = 0;
  let idleMs = 0;
  const ownMs = () => performance.now() - startedAt - idleMs;
  const snapshot = (): Judgement => ({
    ...judgement,
    answers,
    skipped,
    imageCount: judgement.imageCount + ownImages,
    elapsedMs: judgement.elapsedMs + ownMs(),
    ...(startBytes === undefined ? {} : { memoryAtStartBytes: startBytes }),
  });
  return {
    snapshot,
    whileIdle: async (waiting) => {
      const idleFrom = performance.now();
      await waiting;
      idleMs += (performance.now() - idleFrom) / clients.length;
    },
    addCase: (entry, outcome, wasJudged) => {
      answers.push(...outcome.answers);
      skipped.push(...outcome.skipped);
      ownCases += 1;
      if (wasJudged) ownImages += 1;
      request.onProgress({
        judgement: snapshot(),
        caseId: entry.id,
        doneCases: doneBefore + ownCases,
        totalCases: doneBefore + remaining,
        skippedCases: countSkippedCases({ skipped }),
        ...(ownImages === 0 ? {} : { imagesPerSecond: (ownImages * 1000) / ownMs() }),
      });
    },
  };
}

function countSkippedCases({ skipped }: Pick<Judgement, 'skipped'>): number {
  return skipped.filter((entry) => entry.questionId === undefined).length;
}

async function openImage({ source, decode }: Lane, entry: PackCase): Promise<Result<RgbImage>> {
  const file = await source.read(entry.image);
  return file.ok ? decode(file.value, entry.image) : file;
}

type CaseOutcome = Pick<Judgement, 'answers' | 'skipped'>;

async function answerCase(request: Lane, entry: PackCase, image: RgbImage): Promise<CaseOutcome | 'stopped'> {
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
  { client, pack, signal }: Lane,
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
