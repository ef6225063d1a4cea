import { describe, expect, it } from 'vitest';
import { succeed } from '../../../src/contract/failure';
import { createCatalogue } from '../../../src/store/catalogue';
import { createConversation } from '../../../src/store/conversation';
import { createEngine } from '../../../src/store/engine';
import { createGallery } from '../../../src/store/gallery';
import { createPixels } from '../../../src/store/pixels';
import { createPreferences } from '../../../src/store/preferences';
import { createReader } from '../../../src/store/reader';
import { createRuns } from '../../../src/store/runs';
import { tinyManifest, WITHOUT_GPU } from '../models/tiny-model';
import { ONE_PIXEL } from './sample-image';
import { answer, ScriptedClient, settle } from './scripted-client';

const entry = { source: 's', modality: 'ct', questions: [] };

function setUp() {
  const client = new ScriptedClient();
  const engine = createEngine(client, (flush) => flush());
  const conversation = createConversation();
  const preferences = createPreferences(undefined);
  const pixels = createPixels({
    fetchImage: () => Promise.resolve(new Response('x')),
    decodeImage: () => Promise.resolve(succeed(ONE_PIXEL)),
  });
  const gallery = createGallery({
    fetchPack: () =>
      Promise.resolve(
        succeed({
          format: 'case-pack/1' as const,
          id: 'p',
          title: 'P',
          cases: [
            { ...entry, id: 'a', image: 'a.png' },
            { ...entry, id: 'b', image: 'b.png' },
          ],
        }),
      ),
    fetchPackIndex: () => Promise.resolve(succeed([])),
    openFile: () => Promise.resolve(succeed({ decoded: ONE_PIXEL, widthPx: 1, heightPx: 1 })),
    remember: (id, decoded) => pixels.remember(id, decoded),
    release: () => undefined,
    samplesUrl: 'http://page/samples/',
    casesUrl: 'http://page/cases/',
  });
  const precisions = (['fp32', 'q8', 'q4'] as const).map((dtype) => ({ dtype, weightBytes: 1, devices: {} }));
  const catalogue = createCatalogue({
    fetchModelIndex: () => Promise.resolve(succeed(['tiny'])),
    fetchManifest: (id) => Promise.resolve(succeed(tinyManifest({ id, precisions }))),
    probeCapabilities: () => Promise.resolve(WITHOUT_GPU),
  });
  const findImage = (id: string) => gallery.store.getState().images.find((image) => image.id === id);
  const runs = createRuns({ client, engine, conversation, pixels, findImage, schedule: (flush) => flush() });
  const reader = createReader({ gallery, catalogue, engine, conversation, runs, pixels, preferences });
  const prompts = () => client.runs.map(({ request }) => `${request.imageId} ${request.prompt.kind}`);
  return { client, reader, conversation, preferences, prompts };
}

/** Fetching and decoding end in real turns of the event loop, not in microtasks alone. */
async function settleLong(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await settle();
  }
}

describe('createReader', () => {
  it('captions the first sample as soon as the first model is loaded', async () => {
    const { client, reader, prompts } = setUp();
    void reader.open();
    await settleLong();
    expect(client.loads.map(({ configuration }) => configuration.dtype)).toEqual(['q8']);
    expect(prompts()).toEqual([]);
    client.finishLoad();
    await settleLong();
    expect(prompts()).toEqual(['p/a caption']);
  });

  it('asks the last prompt again after a switch, as a second run of the same exchange', async () => {
    const { client, reader, conversation, prompts, preferences } = setUp();
    void reader.open();
    await settleLong();
    client.finishLoad();
    await settleLong();
    client.runs[0]?.end(succeed(answer('CT')));
    await settleLong();
    void reader.configure({ dtype: 'q4' });
    await settleLong();
    client.finishLoad();
    await settleLong();
    expect(prompts()).toEqual(['p/a caption', 'p/a caption']);
    expect(Object.values(conversation.store.getState().exchanges).map(({ runIds }) => runIds.length)).toEqual([2]);
    expect(preferences.getState().dtype).toBe('q4');
  });

  it('stops the running answer at a switch, and repeats nothing when the reader does not want it', async () => {
    const { client, reader, preferences, prompts } = setUp();
    preferences.setState({ repeatAfterSwitch: false });
    void reader.open();
    await settleLong();
    client.finishLoad();
    await settleLong();
    void reader.configure({ dtype: 'fp32' });
    expect(client.runs[0]?.signal?.aborted).toBe(true);
    client.runs[0]?.end(succeed(answer('C', 'cancelled')));
    await settleLong();
    client.finishLoad();
    await settleLong();
    expect(prompts()).toEqual(['p/a caption']);
  });

  it('keeps the configuration that runs when it is chosen again', async () => {
    const { client, reader } = setUp();
    void reader.open();
    await settleLong();
    client.finishLoad();
    await settleLong();
    await reader.configure({ dtype: 'q8' });
    expect(client.loads).toHaveLength(1);
  });

  it('selects the neighbour when the selected own image is removed', async () => {
    const { reader } = setUp();
    void reader.open();
    await settleLong();
    await reader.openFiles([new File(['x'], 'mine.png')]);
    const own = reader.store.getState().selectedId ?? '';
    expect(own).toMatch(/^own\//u);
    reader.removeOwn(own);
    expect(reader.store.getState().selectedId).toBe('p/a');
  });
});
