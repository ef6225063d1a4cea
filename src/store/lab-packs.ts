import { createStore } from 'zustand/vanilla';
import { fileListPackSource } from '../benchmark/folder-pack-source';
import type { PackSource } from '../benchmark/pack-source';
import { readPack } from '../benchmark/read-pack';
import { urlPackSource } from '../benchmark/url-pack-source';
import { zipPackSource } from '../benchmark/zip-pack-source';
import type { CasePack } from '../contract/case-pack';
import type { Failure, Result } from '../contract/failure';
import type { ImageDecoder } from '../image/image-decoder';

export interface OpenPack {
  pack: CasePack;
  source: PackSource;
}

export type ChosenPack =
  | { kind: 'none' }
  | { kind: 'reading'; name: string }
  | { kind: 'open'; open: OpenPack }
  | { kind: 'failed'; failure: Failure };

/** Never more than 8 bits a sample, so there is nothing to find out. */
const ALWAYS_SHOWABLE = /\.(?:webp|jpe?g)$/iu;

/** The case pack that configurations are judged on: the built-in samples, or one that the reader opens. */
export function createLabPacks(samplesUrl: string, decoder: Pick<ImageDecoder, 'showable'>) {
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
      if (state.kind !== 'open') return undefined;
      const file = await state.open.source.read(path);
      const shown = file.ok && !ALWAYS_SHOWABLE.test(path) ? await decoder.showable(file.value, path) : file;
      return shown.ok ? shown.value : undefined;
    },
  };
}

export type LabPacks = ReturnType<typeof createLabPacks>;
