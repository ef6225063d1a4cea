import { Search } from 'lucide-react';
import { formatKind } from '../../format';
import { useGallery, useStores } from '../../stores-context';

/** Search box and one chip for each modality in the list. */
export function ListFilter() {
  const { gallery } = useStores();
  const { images, search, modalities } = useGallery();
  const present = [...new Set(images.flatMap(({ modality }) => modality ?? []))].sort();
  return (
    <div className="list-filter">
      <label className="search">
        <span className="visually-hidden">Search images</span>
        <Search size={14} aria-hidden />
        <input
          className="field"
          type="search"
          placeholder="Search images"
          value={search}
          onChange={(event) => gallery.searchFor(event.target.value)}
        />
      </label>
      <div className="modality-chips" role="group" aria-label="Modalities">
        {present.map((modality) => (
          <button
            key={modality}
            type="button"
            className="chip"
            aria-pressed={modalities.has(modality)}
            onClick={() => gallery.toggleModality(modality)}
          >
            {formatKind(modality)}
          </button>
        ))}
      </div>
    </div>
  );
}
