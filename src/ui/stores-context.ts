import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { ImageDecoder } from '../image/image-decoder';
import type { CatalogueStore } from '../store/catalogue';
import type { ConversationStore } from '../store/conversation';
import type { EngineStore } from '../store/engine';
import type { KeptPageStore } from '../offline/kept-page';
import type { NetworkLedgerStore } from '../offline/network-ledger';
import type { LicenceList } from '../store/fetch-licences';
import type { GalleryStore } from '../store/gallery';
import type { Lab } from '../store/lab';
import type { OfflineShelf } from '../store/offline-shelf';
import type { PreferencesStore } from '../store/preferences';
import type { ReaderStore } from '../store/reader';

/** Every store of the page, wired together in main.tsx. */
export interface Stores {
  gallery: GalleryStore;
  catalogue: CatalogueStore;
  engine: EngineStore;
  conversation: ConversationStore;
  reader: ReaderStore;
  preferences: PreferencesStore;
  ledger: NetworkLedgerStore;
  keptPage: KeptPageStore;
  shelf: OfflineShelf;
  /** For images of which the page itself would have too much work; see `ImageDecoder`. */
  drawImage: ImageDecoder['draw'];
  fetchLicences: () => Promise<LicenceList>;
  /** The lab's stores, fetched and made at the first call; every call gives the same promise. */
  openLab: () => Promise<Lab>;
}

const Context = createContext<Stores | undefined>(undefined);

export const StoresProvider = Context.Provider;

export function useStores(): Stores {
  const stores = use(Context);
  if (stores === undefined) throw new Error('useStores outside of StoresProvider');
  return stores;
}

export const useGallery = () => useStore(useStores().gallery.store);
export const useCatalogue = () => useStore(useStores().catalogue.store);
export const useEngine = () => useStore(useStores().engine.store);
export const useReaderState = () => useStore(useStores().reader.store);
export const usePreferences = () => useStore(useStores().preferences);

/** The image that is being read, if any. */
export function useSelectedImage() {
  const { selectedId } = useReaderState();
  const { images } = useGallery();
  return images.find((image) => image.id === selectedId);
}
