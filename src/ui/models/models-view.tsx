import './models.css';
import { useEffect } from 'react';
import { unreachable } from '../../contract/failure';
import { FailureNotice } from '../shell/failure-notice';
import { useCatalogue, useStores } from '../stores-context';
import { ModelSection } from './model-section';

/** What can run here, what it costs, how good it was measured to be, and what is stored on this device. */
export function ModelsView() {
  const { catalogue: store } = useStores();
  const catalogue = useCatalogue();
  useEffect(() => {
    void store.open();
  }, [store]);
  switch (catalogue.kind) {
    case 'reading':
      return <p className="page">Reading what can run here …</p>;
    case 'failed':
      return (
        <div className="page">
          <h1>Models</h1>
          <FailureNotice failure={catalogue.failure} onRetry={() => void store.read()} />
        </div>
      );
    case 'ready':
      return (
        <div className="page">
          <h1>Models</h1>
          <p className="page-lead">
            What this page can run on this machine. Sizes, hashes and quality come from each model’s manifest; what is
            stored and what can run here was found out by this browser just now.
          </p>
          {catalogue.problems.map((failure, position) => (
            <FailureNotice key={position} failure={failure} />
          ))}
          {catalogue.models.map((model) => (
            <ModelSection key={model.id} model={model} catalogue={catalogue} />
          ))}
        </div>
      );
    default:
      return unreachable(catalogue);
  }
}
