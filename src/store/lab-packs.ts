import { createStore } from 'zustand/vanilla';
import { fileListPackSource } from '../benchmark/folder-pack-source';
import type { PackSource } from '../benchmark/pack-source';
import { readPack } from '../benchmark/read-pack';
import { urlPackSource } from '../benchmark/url-pack-source';
import { zipPackSource } from '../benchmark/zip-pack-source';
import type { CasePack } from '../contract/case-pack';
import type { Failure, Result } from '../contract/failure';
import { decodeImage } from '../image/decode';
import { toImageData } from '../image/to-image-data';

export interface OpenPack {
  pack: CasePack;
  source: PackSource;
}

export type ChosenPack =
  | { kind: 'none' }
  | { kind: 'reading'; name: string }
  | { kind: 'open'; open: OpenPack }
  | { kind: 'failed'; failure: Failure };

/** The case pack that configurations are judged on: the built-in samples, or one that the reader opens. */
export function createLabPacks(samplesUrl: string) {
  const store = createStore<ChosenPack>(() => ({ kind: 'none' }));
  const set = (state: ChosenPack) => store.setState(state, true);

  async function open(source: Result<PackSource>): Promise<void> {
    const previous = store.getState();
    if (!source.ok) {
      set({ kind: 'failed', failure: source.failure });
      return;
    }
    set({ kind: 'reading', name: source.value.name });
    const pack = await readPack(source.value);
    if (previous.kind === 'open') await previous.open.source.close();
    set(
      pack.ok
        ? { kind: 'open', open: { pack: pack.value, source: source.value } }
        : { kind: 'failed', failure: pack.failure },
    );
  }

  return {
    store,
    openSamples: () => open({ ok: true, value: urlPackSource(samplesUrl) }),
    openFolder: (files: readonly File[]) => open(fileListPackSource(files)),
    openZip: async (file: File) => open(await zipPackSource(file, file.name)),
    /** An image of the open pack as the screen can show it; undefined when it can't be read. */
    picture: async (path: string): Promise<Blob | undefined> => {
      const state = store.getState();
      const file = state.kind === 'open' ? await state.open.source.read(path) : undefined;
      return file?.ok === true ? showable(file.value, path) : undefined;
    },
  };
}

export type LabPacks = ReturnType<typeof createLabPacks>;

/** Browsers don't show DICOM or 16-bit greys, so those are drawn from their decoded pixels. */
async function showable(file: Blob, path: string): Promise<Blob | undefined> {
  if (/\.(?:webp|jpe?g|png)$/iu.test(path)) return file;
  const decoded = await decodeImage(file, path);
  if (!decoded.ok) return undefined;
  const { image } = decoded.value;
  const canvas = new OffscreenCanvas(image.widthPx, image.heightPx);
  canvas.getContext('2d')?.putImageData(toImageData(image), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
