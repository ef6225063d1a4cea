import { createStore } from 'zustand/vanilla';
import type { CasePack } from '../contract/case-pack';
import type { Failure, Result } from '../contract/failure';
import type { DecodedImage } from '../image/decode';
import { filterImages, galleryImages, type GalleryImage } from './gallery-image';

export interface Gallery {
  /** Own images first, then samples, then added cases. */
  images: readonly GalleryImage[];
  packs: 'loading' | 'loaded';
  /** What could not be opened, newest last, until the reader dismisses it. */
  problems: readonly { id: number; failure: Failure }[];
  /** Own files being read. */
  reading: number;
  search: string;
  /** Chosen modalities; none means all. */
  modalities: ReadonlySet<string>;
}

export interface OpenedFile {
  decoded: DecodedImage;
  widthPx: number;
  heightPx: number;
  thumbUrl?: string;
}

export interface GalleryParts {
  fetchPack(url: string): Promise<Result<CasePack>>;
  fetchPackIndex(url: string): Promise<Result<readonly string[]>>;
  /** Decodes a file once, so that what cannot be shown is refused before it joins the list. */
  openFile(file: Blob, name: string, signal: AbortSignal): Promise<Result<OpenedFile>>;
  /** Takes the pixels of an image that is about to be shown, so that it is not decoded again. */
  remember(id: string, decoded: DecodedImage): void;
  /** Gives back what `openFile` holds for an image that leaves the list. */
  release(image: GalleryImage): void;
  /** Absolute URLs of the folders `samples/` and `cases/`, each with a slash at its end. */
  samplesUrl: string;
  casesUrl: string;
}

/** The list of images: the samples, the cases that were added, and the reader's own files, which stay in memory. */
export function createGallery(parts: GalleryParts) {
  const store = createStore<Gallery>(() => ({
    images: [],
    packs: 'loading',
    problems: [],
    reading: 0,
    search: '',
    modalities: new Set(),
  }));
  let sequence = 0;
  let opening = new AbortController();
  const add = (images: readonly GalleryImage[]) => store.setState((s) => ({ images: [...s.images, ...images] }));
  const report = (failure: Failure) =>
    store.setState((s) => ({ problems: [...s.problems, { id: ++sequence, failure }] }));

  async function addPack(origin: 'sample' | 'case', url: string): Promise<void> {
    const pack = await parts.fetchPack(url);
    if (pack.ok) add(galleryImages(pack.value, origin, new URL('./', url).href));
    else report(pack.failure);
  }

  let loading: Promise<void> | undefined;

  /** Where no case was ever added, a plain host may have no index at all. */
  function reportUnlessNone(failure: Failure): void {
    if (failure.code !== 'pack-unreachable' || failure.status !== 404) report(failure);
  }

  /** Reads once, whichever view is opened first. */
  function loadPacks(): Promise<void> {
    loading ??= readPacks();
    return loading;
  }

  async function readPacks(): Promise<void> {
    await addPack('sample', new URL('pack.json', parts.samplesUrl).href);
    const index = await parts.fetchPackIndex(new URL('index.json', parts.casesUrl).href);
    if (!index.ok) reportUnlessNone(index.failure);
    // One after the other keeps the order of the index.
    else for (const path of index.value) await addPack('case', new URL(path, parts.casesUrl).href);
    store.setState({ packs: 'loaded' });
  }

  /** @returns id of the first file that joined the list */
  async function openFiles(files: readonly File[]): Promise<string | undefined> {
    store.setState((s) => ({ reading: s.reading + files.length }));
    const { signal } = opening;
    let first: string | undefined;
    for (const file of files) {
      const opened = await parts.openFile(file, file.name, signal);
      store.setState((s) => ({ reading: s.reading - 1 }));
      if (!opened.ok) {
        if (opened.failure.code !== 'cancelled') report(opened.failure);
        continue;
      }
      const { decoded, ...listed } = opened.value;
      const image = ownImage(`own/${++sequence}`, file, listed);
      if (first === undefined) parts.remember(image.id, decoded);
      first ??= image.id;
      store.setState((s) => ({ images: insertOwn(s.images, image) }));
    }
    return first;
  }

  const refuseFolder = (name: string) => report({ code: 'image-is-folder', name });

  /** Gives up the files that are being read; those that were read already stay. */
  function stopOpening(): void {
    opening.abort();
    opening = new AbortController();
  }

  function remove(id: string): void {
    const image = store.getState().images.find((entry) => entry.id === id && entry.origin === 'own');
    if (image === undefined) return;
    store.setState((s) => ({ images: s.images.filter((entry) => entry !== image) }));
    parts.release(image);
  }

  function toggleModality(modality: string): void {
    const { modalities } = store.getState();
    const rest = new Set([...modalities].filter((name) => name !== modality));
    store.setState({ modalities: rest.size < modalities.size ? rest : rest.add(modality) });
  }

  const searchFor = (search: string) => store.setState({ search });
  const dismiss = (id: number) => store.setState((s) => ({ problems: s.problems.filter((p) => p.id !== id) }));
  return { store, loadPacks, openFiles, refuseFolder, stopOpening, remove, dismiss, searchFor, toggleModality };
}

export type GalleryStore = ReturnType<typeof createGallery>;

/** Images that the search and the chosen modalities leave in the list; own images have no modality and always stay. */
export function visibleImages({ images, search, modalities }: Gallery): GalleryImage[] {
  return filterImages(images, search, modalities);
}

function ownImage(id: string, file: File, listed: Omit<OpenedFile, 'decoded'>): GalleryImage {
  // A pasted screenshot is always called image.png: the number tells several apart.
  return { id, origin: 'own', title: file.name, content: { kind: 'file', file }, questions: [], ...listed };
}

function insertOwn(images: readonly GalleryImage[], image: GalleryImage): GalleryImage[] {
  const own = images.filter((entry) => entry.origin === 'own');
  return [...own, image, ...images.filter((entry) => entry.origin !== 'own')];
}
