import './configuration.css';
import { unreachable } from '../../../contract/failure';
import type { ReadyCatalogue } from '../../../store/catalogue';
import { FailureNotice } from '../../shell/failure-notice';
import { useCatalogue, useStores } from '../../stores-context';
import { DeviceChoice } from './device-choice';
import { LoadState } from './load-state';
import { ModelChoice } from './model-choice';
import { PrecisionChoice } from './precision-choice';

/** What runs: model, precision, device and threads, and how its load is going. */
export function ConfigurationPanel() {
  const catalogue = useCatalogue();
  const { reader } = useStores();
  switch (catalogue.kind) {
    case 'reading':
      return <div className="panel configuration">Reading what can run here …</div>;
    case 'failed':
      return (
        <div className="panel configuration">
          <FailureNotice failure={catalogue.failure} onRetry={() => void reader.loadFirstModel()} />
        </div>
      );
    case 'ready':
      return <Choices catalogue={catalogue} />;
    default:
      return unreachable(catalogue);
  }
}

function Choices({ catalogue }: { catalogue: ReadyCatalogue }) {
  return (
    <section className="panel configuration" aria-label="Configuration">
      <ModelChoice models={catalogue.models} />
      {catalogue.problems.map((failure, position) => (
        <FailureNotice key={position} failure={failure} />
      ))}
      <PrecisionChoice />
      <DeviceChoice capabilities={catalogue.capabilities} />
      <LoadState />
    </section>
  );
}
