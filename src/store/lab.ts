import { canMeasureMemory, measureMemory } from '../benchmark/measure-memory';
import type { RuntimeIdentity } from '../contract/measurement';
import { documentVisibility } from '../benchmark/visibility';
import type { TextStorage } from '../contract/text-storage';
import { decodePixels } from '../image/decode-pixels';
import type { ImageDecoder } from '../image/image-decoder';
import type { CatalogueStore } from './catalogue';
import type { GalleryStore } from './gallery';
import { createLabChoices } from './lab-choices';
import type { ChooseThreads } from '../inference/thread-choice';
import { labClients } from './lab-clients';
import { createLabJudge } from './lab-judge';
import { createLabMeasure } from './lab-measure';
import { createLabPacks } from './lab-packs';
import { createOwnRecords } from './lab-own-records';
import { createLabResults, type LabHistory } from './lab-results';
import { createSideBySide } from './lab-side-by-side';
import type { Pixels } from './pixels';

export interface LabParts {
  catalogue: CatalogueStore;
  gallery: GalleryStore;
  pixels: Pixels;
  decoder: Pick<ImageDecoder, 'decode' | 'showable'>;
  history: LabHistory;
  /** Absent where the browser forbids it. */
  storage?: TextStorage;
  page: { version: string; commit?: string };
  /** Absolute URLs, each with a slash at its end. */
  modelsUrl: string;
  runtimeUrl: string;
  chooseThreads: ChooseThreads;
  samplesUrl: string;
}

/** Chromium counts memory only after a collection that it schedules itself, within some seconds on a busy page. */
const MEMORY_PATIENCE_MS = 4000;

/** The stores behind the Lab, made when it is first opened: none of this is in the page's first JavaScript. */
export function createLab(parts: LabParts) {
  const { catalogue, gallery, pixels, decoder, page, samplesUrl } = parts;
  const createClient = labClients(parts.modelsUrl, parts.runtimeUrl, parts.chooseThreads);
  const results = createLabResults(parts.history, createOwnRecords(parts.storage));
  const shared = {
    catalogue,
    results,
    createClient,
    page,
    measureMemory: async (runtime?: RuntimeIdentity) =>
      runtime === undefined || canMeasureMemory(runtime) ? measureMemory(MEMORY_PATIENCE_MS) : undefined,
    now: () => new Date(),
  };
  const images = () => gallery.store.getState().images;
  void results.read();
  return {
    results,
    choices: createLabChoices(),
    packs: createLabPacks(samplesUrl, decoder),
    measure: createLabMeasure({
      ...shared,
      images,
      imagesRead: gallery.loadPacks,
      pixels,
      visibility: documentVisibility(),
    }),
    judge: createLabJudge({
      ...shared,
      decode: (file, name, signal) => decodePixels(decoder, file, name, signal),
    }),
    sideBySide: createSideBySide({ images, pixels, createClient }),
  };
}

export type Lab = ReturnType<typeof createLab>;
