import { createStore } from 'zustand/vanilla';
import type { Failure } from '../contract/failure';
import type { Prompt } from '../contract/inference-api';
import type { DecodedImage } from '../image/decode';
import { nextTask } from '../image/next-task';
import { firstConfiguration, type CatalogueStore } from './catalogue';
import { withChange, type ConfigurationChange } from './configuration-change';
import { exchangesOf, type ConversationStore } from './conversation';
import { sameCell, type EngineStore } from './engine';
import { isUnderWay } from './exchange';
import type { GalleryStore } from './gallery';
import type { GalleryImage } from './gallery-image';
import type { Pixels } from './pixels';
import { rememberConfiguration, type PreferencesStore } from './preferences';
import type { Runs } from './runs';

/** The image that is being read. */
export interface Reader {
  selectedId?: string;
  picture: Picture;
}

export type Picture =
  | { kind: 'none' }
  | { kind: 'decoding'; imageId: string }
  | { kind: 'shown'; imageId: string; decoded: DecodedImage }
  | { kind: 'failed'; imageId: string; failure: Failure };

export interface ReaderParts {
  gallery: GalleryStore;
  catalogue: CatalogueStore;
  engine: EngineStore;
  conversation: ConversationStore;
  runs: Runs;
  pixels: Pixels;
  preferences: PreferencesStore;
}

/** Everything a reader can do on the Read view, in terms of the stores that hold its state. */
export function createReader(parts: ReaderParts) {
  const { gallery, catalogue, engine, conversation, runs, pixels, preferences } = parts;
  const store = createStore<Reader>(() => ({ picture: { kind: 'none' } }));
  let opened: Promise<void> | undefined;

  /** Reads packs and models and captions the first sample. Later calls change nothing. */
  function open(): Promise<void> {
    opened ??= Promise.all([showFirstImage(), loadFirstModel()]).then(() => {
      const { selectedId } = store.getState();
      // Without a model that can run, the page says why instead of failing a caption that nobody asked for.
      const canRun = engine.store.getState().choice !== undefined;
      if (canRun && selectedId !== undefined && conversationIsEmpty(selectedId)) caption();
    });
    return opened;
  }

  async function showFirstImage(): Promise<void> {
    await gallery.loadPacks();
    const first = gallery.store.getState().images[0];
    if (store.getState().selectedId === undefined && first !== undefined) void select(first.id);
  }

  /**
   * Reads what can run and loads the first of it, again after a failure. Starts the load without waiting for its end: the
   * first caption waits in the queue and shows its progress.
   */
  async function loadFirstModel(): Promise<void> {
    const hasFailed = catalogue.store.getState().kind === 'failed';
    const read = await (hasFailed ? catalogue.read() : catalogue.open());
    if (read.kind !== 'ready' || engine.store.getState().choice !== undefined) return;
    const first = firstConfiguration(read, preferences.getState());
    if (first !== undefined) void engine.choose(first);
  }

  async function select(id: string): Promise<void> {
    const image = findImage(id);
    if (image === undefined) return;
    store.setState({ selectedId: id, picture: { kind: 'decoding', imageId: id } });
    const decoded = await pixels.pixelsOf(image);
    if (store.getState().selectedId !== id) return;
    store.setState({
      picture: decoded.ok
        ? { kind: 'shown', imageId: id, decoded: decoded.value }
        : { kind: 'failed', imageId: id, failure: decoded.failure },
    });
  }

  function prompt(what: Prompt): void {
    const { selectedId } = store.getState();
    if (selectedId !== undefined) runs.ask(selectedId, what);
  }

  const caption = () => prompt({ kind: 'caption' });
  const ask = (text: string) => prompt({ kind: 'question', text: text.trim() });

  /** Switches model, precision, device or threads; a cell that already runs stays as it is. */
  async function configure(change: ConfigurationChange): Promise<void> {
    const { choice } = engine.store.getState();
    if (choice === undefined) return;
    const next = withChange(choice, change);
    if (sameCell(next, choice) && engine.store.getState().worker.kind !== 'failed') return;
    rememberConfiguration(preferences, next);
    runs.stop();
    const loaded = await engine.choose(next);
    if (loaded.ok) repeatLastPrompt();
  }

  function repeatLastPrompt(): void {
    const { selectedId } = store.getState();
    if (!preferences.getState().repeatAfterSwitch || selectedId === undefined) return;
    const { runs: all } = conversation.store.getState();
    const last = exchangesOf(conversation.store.getState(), selectedId).at(-1);
    // What was asked while the load went on is already in the queue.
    if (last !== undefined && !last.runIds.some((id) => isUnderWay(all[id]))) runs.repeat(last.id);
  }

  async function openFiles(files: readonly File[]): Promise<void> {
    const first = await gallery.openFiles(files);
    // The longer list and the new picture are two pieces of work for the page, not one.
    await nextTask();
    if (first !== undefined) await select(first);
  }

  function removeOwn(id: string): void {
    const { images } = gallery.store.getState();
    const position = images.findIndex((image) => image.id === id);
    const neighbour = images[position + 1] ?? images[position - 1];
    gallery.remove(id);
    pixels.forget(id);
    conversation.forgetImage(id);
    if (store.getState().selectedId === id && neighbour !== undefined) void select(neighbour.id);
  }

  const findImage = (id: string): GalleryImage | undefined =>
    gallery.store.getState().images.find((image) => image.id === id);
  const conversationIsEmpty = (id: string) => exchangesOf(conversation.store.getState(), id).length === 0;

  return {
    store,
    open,
    loadFirstModel,
    select,
    caption,
    ask,
    configure,
    openFiles,
    removeOwn,
    stop: runs.stop,
    repeat: runs.repeat,
  };
}

export type ReaderStore = ReturnType<typeof createReader>;
