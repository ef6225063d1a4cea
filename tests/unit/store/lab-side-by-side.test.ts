import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import type { Configuration } from '../../../src/contract/inference-api';
import { createSideBySide } from '../../../src/store/lab-side-by-side';
import { configuration } from '../benchmark/sample-record';
import { generated, loadedModel, scriptedPort } from '../benchmark/scripted-port';
import { ONE_PIXEL, sampleImage } from './sample-image';

function setUp(breaks?: Configuration['dtype']) {
  const events: string[] = [];
  const sides = createSideBySide({
    images: () => [sampleImage('a'), sampleImage('b')],
    pixels: { pixelsOf: () => Promise.resolve(succeed(ONE_PIXEL)) },
    createClient: () =>
      scriptedPort({
        load: (asked) => {
          events.push(`load ${asked.dtype}`);
          return asked.dtype === breaks ? fail({ code: 'out-of-memory', detail: '' }) : succeed(loadedModel(asked));
        },
        generate: async (request, { dtype }) => {
          events.push(`ask ${dtype} ${request.imageId.split('#')[0] ?? ''}`);
          await Promise.resolve();
          events.push(`done ${dtype}`);
          return succeed(generated([{ id: 1, text: dtype, probability: 1 }]));
        },
        onDispose: () => events.push('end'),
      }),
  });
  sides.choose([configuration('fp32'), configuration('q8')]);
  sides.chooseImage('a');
  return { sides, events };
}

describe('side by side', () => {
  it('lets one configuration finish before the next begins', async () => {
    const { sides, events } = setUp();
    await sides.run();
    expect(events).toEqual(['load fp32', 'ask fp32 a', 'done fp32', 'load q8', 'ask q8 a', 'done q8']);
    expect(Object.values(sides.store.getState().answers).map(({ kind }) => kind)).toEqual(['finished', 'finished']);
  });

  it('asks the same about the next image in the workers it has, and begins again after the last', async () => {
    const { sides, events } = setUp();
    await sides.run();
    events.length = 0;
    await sides.next();
    expect(events).toEqual(['ask fp32 b', 'done fp32', 'ask q8 b', 'done q8']);
    await sides.next();
    expect(sides.store.getState().imageId).toBe('a');
  });

  it('goes on with the others when one cannot load', async () => {
    const { sides } = setUp('fp32');
    await sides.run();
    expect(Object.values(sides.store.getState().answers).map(({ kind }) => kind)).toEqual(['failed', 'finished']);
  });

  it('ends the worker of a configuration that is taken away, and all of them when the view is left', async () => {
    const { sides, events } = setUp();
    await sides.run();
    events.length = 0;
    sides.choose([configuration('fp32')]);
    expect(events).toEqual(['end']);
    sides.leave();
    expect(events).toEqual(['end', 'end']);
  });
});
