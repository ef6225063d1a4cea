import { createRoot } from 'react-dom/client';
import type { Configuration } from './contract/inference-api';
import type { TextStorage } from './contract/text-storage';
import { createImageDecoder } from './image/image-decoder';
import { createInferenceClient } from './inference/client';
import { threadChoiceHere } from './inference/thread-choice-here';
import { measureThreadsWhenIdle } from './store/thread-measurement';
import { probeCapabilities } from './models/capabilities';
import { fetchManifest, fetchModelIndex } from './models/registry';
import { createKeptPage } from './offline/kept-page';
import { watchNetwork } from './offline/watch-network';
import { createCatalogue } from './store/catalogue';
import { createConversation } from './store/conversation';
import { createEngine } from './store/engine';
import { fetchLicences } from './store/fetch-licences';
import { fetchPack, fetchPackIndex } from './store/fetch-packs';
import { createGallery } from './store/gallery';
import { createOfflineShelf } from './store/offline-shelf';
import { openFile } from './store/open-file';
import { createPixels } from './store/pixels';
import { createPreferences } from './store/preferences';
import { createReader } from './store/reader';
import { createRuns } from './store/runs';
import { App } from './ui/app';
import type { Stores } from './ui/stores-context';

// First of all: the ledger holds every request since the page opened.
const ledger = watchNetwork();

/** All addresses hang on the page's own, so that it works below any path. */
function addressOf(path: string): string {
  return new URL(path, document.baseURI).href;
}

const modelsUrl = addressOf('models/');

/** One write for each frame that is drawn; a hidden tab draws none, so a timer stands in. */
function onNextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, 100);
  else requestAnimationFrame(flush);
}

/** A failed fetch is forgotten, so that the next call tries again. */
function onlyOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function browserStorage(): TextStorage | undefined {
  try {
    return window.localStorage;
  } catch (error) {
    console.warn('Browser storage is blocked, so preferences are not remembered:', error);
    return undefined;
  }
}

function createStores(): Stores {
  const runtimeUrl = addressOf('ort/');
  const storage = browserStorage();
  const threads = threadChoiceHere({ modelsUrl, runtimeUrl }, storage);
  // The first caption doesn't wait for the measurement, which follows when the reader rests; the next load knows it.
  const chooseThreads = (configuration: Configuration) => Promise.resolve(threads.known(configuration));
  const client = createInferenceClient({ modelsUrl, runtimeUrl, chooseThreads });
  measureThreadsWhenIdle({ client, threads, page: window });
  const preferences = createPreferences(storage);
  const decoder = createImageDecoder();
  const pixels = createPixels({
    fetchImage: (url) => fetch(url),
    decodeImage: (blob, name) => decoder.decode(blob, name),
  });
  const conversation = createConversation();
  const catalogue = createCatalogue({
    fetchModelIndex: () => fetchModelIndex(modelsUrl),
    fetchManifest: (id) => fetchManifest(modelsUrl, id),
    probeCapabilities,
  });
  const gallery = createGallery({
    fetchPack,
    fetchPackIndex,
    openFile: (file, name, signal) => openFile(decoder, file, name, signal),
    remember: (id, decoded) => pixels.remember(id, decoded),
    release: ({ thumbUrl }) => {
      if (thumbUrl !== undefined) URL.revokeObjectURL(thumbUrl);
    },
    samplesUrl: addressOf('samples/'),
    casesUrl: addressOf('cases/'),
  });
  const engine = createEngine(client, onNextFrame);
  const findImage = (id: string) => gallery.store.getState().images.find((image) => image.id === id);
  const runs = createRuns({ client, engine, conversation, pixels, findImage, schedule: onNextFrame });
  const reader = createReader({ gallery, catalogue, engine, conversation, runs, pixels, preferences });
  const keptPage = createKeptPage(addressOf('service-worker.js'));
  const shelf = createOfflineShelf({ modelsUrl, catalogue, engine });
  // The development server has no service worker to register.
  if (import.meta.env.PROD) void keptPage.start();
  return {
    gallery,
    catalogue,
    engine,
    conversation,
    reader,
    preferences,
    ledger,
    keptPage,
    shelf,
    drawImage: (...picture) => decoder.draw(...picture),
    openLab: onlyOnce(async () => {
      const [{ createLab }, { createHistory }] = await Promise.all([
        import('./store/lab'),
        import('./benchmark/history'),
      ]);
      const page = { version: __APP_VERSION__, ...(__APP_COMMIT__ === '' ? {} : { commit: __APP_COMMIT__ }) };
      const addresses = { modelsUrl, runtimeUrl, chooseThreads: threads.measure, samplesUrl: addressOf('samples/') };
      const remembers = storage === undefined ? {} : { storage };
      const history = createHistory();
      return createLab({ catalogue, gallery, pixels, decoder, history, page, ...remembers, ...addresses });
    }),
    fetchLicences: () => fetchLicences(addressOf('licences.json')),
  };
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(<App stores={createStores()} />);
