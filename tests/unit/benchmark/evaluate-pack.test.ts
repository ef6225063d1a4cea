import { describe, expect, it } from 'vitest';
import { evaluatePack, type EvaluateProgress, type EvaluateRequest } from '../../../src/benchmark/evaluate-pack';
import { newJudgement } from '../../../src/benchmark/judgement';
import type { PackSource } from '../../../src/benchmark/pack-source';
import { createPauseGate } from '../../../src/benchmark/pause-gate';
import type { CasePack } from '../../../src/contract/case-pack';
import { fail, succeed } from '../../../src/contract/failure';
import type { InferencePort } from '../../../src/benchmark/inference-port';
import { configuration } from './sample-record';
import { generated, scriptedPort } from './scripted-port';

const pack: CasePack = {
  format: 'case-pack/1',
  id: 'p',
  title: 'P',
  cases: ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    image: `${id}.png`,
    source: 's',
    modality: 'mri',
    ...(id === 'd' ? { group: 'patient' } : {}),
    questions: ['one', 'two'].map((question) => ({
      id: `${id}/${question}`,
      question,
      answer: 'yes',
      answerType: 'closed' as const,
      aspect: 'finding',
    })),
  })),
};
const now = new Date('2026-11-22T12:00:00Z');
const source = (missing: string[] = []): PackSource => ({
  name: 'p',
  read: (path) =>
    Promise.resolve(
      missing.includes(path)
        ? fail({ code: 'pack-unreachable', pack: path, detail: 'gone' })
        : succeed(new Blob([path])),
    ),
  close: () => Promise.resolve(),
});

async function client(asked: string[], failing: (call: number) => boolean = () => false): Promise<InferencePort> {
  let call = 0;
  const port = scriptedPort({
    generate: (request) => {
      call += 1;
      asked.push(`${request.imageId} ${request.prompt.kind === 'question' ? request.prompt.text : ''}`);
      return failing(call)
        ? fail({ code: 'worker-died', detail: 'killed' })
        : succeed(generated([{ id: 1, text: 'yes', probability: 0.5 }]));
    },
  });
  await port.load(configuration('q8'));
  return port;
}

function request(port: InferencePort, more: Partial<EvaluateRequest> = {}): EvaluateRequest {
  return {
    pack,
    source: source(),
    judgement: newJudgement(configuration('q8'), pack, { now }),
    clients: [port],
    decode: () => Promise.resolve(succeed({ widthPx: 1, heightPx: 1, data: new Uint8Array(3) })),
    gate: createPauseGate(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => now,
    ...more,
  };
}

describe('judging a pack', () => {
  it('asks all questions of an image before the next image', async () => {
    const asked: string[] = [];
    const judgement = await evaluatePack(request(await client(asked)));
    expect(asked.slice(0, 3)).toEqual(['p/a one', 'p/a two', 'p/b one']);
    expect(judgement).toMatchObject({ imageCount: 4, skipped: [], finishedAt: now.toISOString() });
    expect(judgement.answers.map(({ group }) => group)).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'patient', 'patient']);
  });

  it('shares the pack among several clients and keeps its order', async () => {
    const [left, right]: [string[], string[]] = [[], []];
    const clients = [await client(left), await client(right)];
    const judgement = await evaluatePack({ ...request(await client([])), clients });
    expect(left.length + right.length).toBe(8);
    expect(Math.min(left.length, right.length)).toBeGreaterThan(0);
    expect(judgement.answers.map(({ questionId }) => questionId)).toEqual(
      pack.cases.flatMap(({ questions }) => questions.map(({ id }) => id)),
    );
  });

  it('skips an image that cannot be read, names it and goes on', async () => {
    const judgement = await evaluatePack(request(await client([]), { source: source(['b.png']) }));
    expect(judgement.imageCount).toBe(3);
    expect(judgement.skipped).toMatchObject([{ caseId: 'b', image: 'b.png', failure: { code: 'pack-unreachable' } }]);
    expect(judgement.answers).toHaveLength(6);
  });

  it('asks once more when the worker died, and skips the question when it dies again', async () => {
    const once = await evaluatePack(request(await client([], (call) => call === 3)));
    expect([once.answers.length, once.skipped.length]).toEqual([8, 0]);
    const twice = await evaluatePack(request(await client([], (call) => call === 3 || call === 4)));
    expect([twice.answers.length, twice.skipped.length]).toEqual([7, 1]);
    expect(twice.skipped[0]).toMatchObject({ caseId: 'b', questionId: 'b/one' });
  });

  it('goes on after a stop with the cases that are missing, each judged once', async () => {
    const controller = new AbortController();
    const progress: EvaluateProgress[] = [];
    const stopped = await evaluatePack(
      request(await client([]), {
        signal: controller.signal,
        onProgress: (event) => {
          progress.push(event);
          if (event.caseId === 'b') controller.abort();
        },
      }),
    );
    expect(stopped.finishedAt).toBeUndefined();
    expect(stopped.imageCount).toBe(2);
    const asked: string[] = [];
    const finished = await evaluatePack(
      request(await client(asked), { judgement: stopped, onProgress: (event) => progress.push(event) }),
    );
    expect(asked[0]).toBe('p/c one');
    expect(finished.answers).toHaveLength(8);
    expect(progress.map(({ doneCases, totalCases }) => `${doneCases}/${totalCases}`)).toEqual([
      '1/4',
      '2/4',
      '3/4',
      '4/4',
    ]);
  });

  it('judges each case in one shard only', async () => {
    const shard = async (shardIndex: number) =>
      evaluatePack(
        request(await client([]), {
          judgement: newJudgement(configuration('q8'), pack, { part: { shardIndex, shardCount: 2 }, now }),
        }),
      );
    expect((await shard(0)).answers.map(({ caseId }) => caseId)).toEqual(['a', 'a', 'c', 'c']);
    expect((await shard(1)).answers.map(({ caseId }) => caseId)).toEqual(['b', 'b', 'd', 'd']);
  });
});
