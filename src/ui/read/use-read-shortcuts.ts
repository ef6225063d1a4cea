import { DTYPES } from '../../contract/inference-api';
import { availabilityOf } from '../../store/catalogue';
import { visibleImages } from '../../store/gallery';
import { useShortcuts } from '../shell/use-shortcuts';
import { useStores } from '../stores-context';

export const ASK_BOX_ID = 'ask-about-image';

/** The keys of the Read view that work wherever the focus is. */
export function useReadShortcuts(): void {
  const { reader, gallery, engine, catalogue } = useStores();

  function step(by: 1 | -1): void {
    const images = visibleImages(gallery.store.getState());
    const position = images.findIndex(({ id }) => id === reader.store.getState().selectedId);
    const next = images[Math.min(Math.max(position + by, 0), images.length - 1)];
    if (next !== undefined) void reader.select(next.id);
  }

  function choosePrecision(position: number): void {
    const dtype = DTYPES[position];
    const { choice } = engine.store.getState();
    if (dtype === undefined || choice === undefined) return;
    const cell = availabilityOf(catalogue.store.getState(), choice.modelId, dtype, choice.device);
    if (cell.kind !== 'unavailable') void reader.configure({ dtype });
  }

  useShortcuts({
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    c: reader.caption,
    '/': () => document.getElementById(ASK_BOX_ID)?.focus(),
    escape: () => {
      if (engine.store.getState().worker.kind === 'loading') engine.cancelLoad();
      reader.stop();
    },
    ...Object.fromEntries(DTYPES.map((_, position) => [`${position + 1}`, () => choosePrecision(position)])),
  });
}
