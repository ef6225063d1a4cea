import { createStore } from 'zustand/vanilla';
import { fileListPackSource } from '../benchmark/folder-pack-source';
import type { PackSource } from '../benchmark/pack-source';
import { readPack } from '../benchmark/read-pack';
import { urlPackSource } from '../benchmark/url-pack-source';
import { zipPackSource } from '../benchmark/zip-pack-source';
import type { CasePack } from '../contract/case-pack';
import type { Failure, Result } from '../contract/failure';

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
    if (!source.ok) return set({ kind: 'failed', failure: source.failure });
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
    /** An image of the open pack, to be looked at. */
    readImage: async (path: string): Promise<Result<Blob> | undefined> => {
      const state = store.getState();
      return state.kind === 'open' ? state.open.source.read(path) : undefined;
    },
  };
}

export type LabPacks = ReturnType<typeof createLabPacks>;
