import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { CasePack } from '../../../src/contract/case-pack';
import { fail, succeed } from '../../../src/contract/failure';
import type { Dtype } from '../../../src/contract/inference-api';
import type { Catalogue } from '../../../src/store/catalogue';
import { createLabJudge } from '../../../src/store/lab-judge';
import { createOwnRecords } from '../../../src/store/lab-own-records';
import { createLabResults } from '../../../src/store/lab-results';
import { configuration, sampleRecord } from '../benchmark/sample-record';
import { generated, loadedModel, scriptedPort } from '../benchmark/scripted-port';
import { ONE_PIXEL } from './sample-image';

const pack: CasePack = {
  format: 'case-pack/1',
  id: 'two',
  title: 'Two cases',
  cases: ['a', 'b'].map((id) => ({
    id,
    image: `${id}.png`,
    source: 's',
    modality: 'mri',
    questions: [{ id: `${id}/q`, question: 'Is it?', answer: 'yes', answerType: 'closed', aspect: 'finding' }],
  })),
};

type Decode = Parameters<typeof createLabJudge>[0]['decode'];

const onePixel: Decode = () => Promise.resolve(succeed(ONE_PIXEL.image));

function setUp(change: { breaks?: Dtype; onAnswer?: () => void; decode?: Decode } = {}) {
  const asked: string[] = [];
  const results = createLabResults(
    { list: () => Promise.resolve([]), put: () => Promise.resolve(), remove: () => Promise.resolve() },
    createOwnRecords(undefined),
  );
  const judge = createLabJudge({
    catalogue: { store: createStore<Catalogue>(() => ({ kind: 'reading' })) },
    results,
    createClient: () =>
      scriptedPort({
        load: (wanted) =>
          wanted.dtype === change.breaks ? fail({ code: 'out-of-memory', detail: '' }) : succeed(loadedModel(wanted)),
        generate: ({ imageId }, { dtype }) => {
          asked.push(`${dtype} ${imageId}`);
          change.onAnswer?.();
          return succeed(generated([{ id: 1, text: 'yes', probability: 0.9 }]));
        },
      }),
    decode: change.decode ?? onePixel,
    page: { version: '0.1.0' },
    now: () => new Date('2026-11-22T12:00:00.000Z'),
  });
  const source = { name: 'two', read: () => Promise.resolve(succeed(new Blob(['x']))), close: () => Promise.resolve() };
  const into = sampleRecord({ judgements: [] });
  const request = {
    pack: { pack, source },
    configurations: [configuration('fp32'), configuration('q8')],
    name: 'Judged',
    into,
  };
  const judgements = () => results.store.getState().history[0]?.judgements ?? [];
  return { judge, asked, request, judgements };
}

describe('judging in the lab', () => {
  it('asks one configuration after the other and adds the answers to the open result', async () => {
    const { judge, asked, request, judgements } = setUp();
    await judge.start(request);
    expect(asked).toEqual(['fp32 two/a', 'fp32 two/b', 'q8 two/a', 'q8 two/b']);
    expect(judgements().map(({ configuration: { dtype }, answers }) => [dtype, answers.length])).toEqual([
      ['fp32', 2],
      ['q8', 2],
    ]);
    expect(judge.store.getState()).toEqual({ kind: 'idle' });
  });

  it('keeps the answers of a stop, and goes on after them without asking again', async () => {
    let stop = (): void => undefined;
    const first = setUp({ onAnswer: () => stop() });
    // The stop comes during the second case, which is therefore asked again as a whole.
    stop = () => {
      if (first.asked.length === 2) first.judge.stop();
    };
    await first.judge.start(first.request);
    const kept = first.judgements();
    expect(kept.map(({ answers }) => answers.map(({ caseId }) => caseId))).toEqual([['a']]);

    const second = setUp();
    await second.judge.start({ ...second.request, into: sampleRecord({ judgements: kept }) });
    expect(second.asked).toEqual(['fp32 two/b', 'q8 two/a', 'q8 two/b']);
  });

  it('stops at once while an image is decoded, and does not call that image unreadable', async () => {
    let hasBegun = (): void => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    // The second image would take for ever: only the stop ends it.
    const decode: Decode = (file, name, signal) =>
      name === 'a.png'
        ? onePixel(file, name, signal)
        : new Promise((resolve) => {
            hasBegun();
            signal.addEventListener('abort', () => resolve(fail({ code: 'cancelled' })));
          });
    const { judge, request, asked, judgements } = setUp({ decode });
    const judging = judge.start(request);
    await begun;
    const aTurn = () => new Promise((resolve) => setTimeout(resolve));
    while (asked.length < 1) await aTurn();
    // The answer to the first image arrives.
    await aTurn();
    judge.stop();
    await judging;
    expect(judge.store.getState()).toEqual({ kind: 'idle' });
    expect(judgements().map(({ answers, skipped }) => [answers.map(({ caseId }) => caseId), skipped])).toEqual([
      [['a'], []],
    ]);
  });

  it('judges the others when one cannot load, and says which failed', async () => {
    const { judge, request, judgements } = setUp({ breaks: 'fp32' });
    await judge.start(request);
    expect(judgements().map(({ configuration: { dtype } }) => dtype)).toEqual(['q8']);
    expect(judge.store.getState()).toMatchObject({ kind: 'failed', failure: { code: 'out-of-memory' } });
  });
});
