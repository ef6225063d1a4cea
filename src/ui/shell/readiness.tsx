import { useStore } from 'zustand';
import { unreachable } from '../../contract/failure';
import type { OfflineModel } from '../../store/offline-shelf';
import { readinessOf, type Readiness as ReadinessState } from '../../offline/readiness';
import { useEngine, useStores } from '../stores-context';

/** What would work if the network were cut now, for the model that is chosen. */
export function Readiness() {
  const { shelf } = useStores();
  const { choice } = useEngine();
  const model = useStore(shelf.store, (state) => (choice === undefined ? undefined : state[choice.modelId]));
  return model && <ReadinessOf model={model} />;
}

function ReadinessOf({ model }: { model: OfflineModel }) {
  const { keptPage } = useStores();
  const { page, hasUpdate } = useStore(keptPage.store);
  const { stored } = useStore(model.store);
  const text = readinessText(readinessOf(page, stored));
  return (
    <>
      <span className="readiness" title={text}>
        {text}
      </span>
      {hasUpdate && (
        <button type="button" className="button" onClick={() => keptPage.applyUpdate()}>
          Update the page
        </button>
      )}
    </>
  );
}

function readinessText(readiness: ReadinessState): string {
  switch (readiness.kind) {
    case 'unknown':
      return 'checking what works offline';
    case 'ready':
      return `ready without a network: ${readiness.dtypes.join(', ')}`;
    case 'not-ready':
      return readiness.because === 'page-not-kept'
        ? 'needs its server: page not stored'
        : 'needs its server: no model stored';
    default:
      return unreachable(readiness);
  }
}
