import { useId } from 'react';
import { useStore } from 'zustand';
import type { ModelManifest } from '../../contract/model-manifest';
import type { ReadyCatalogue } from '../../store/catalogue';
import { formatCount, formatMillions } from '../format';
import { useStores } from '../stores-context';
import { MachineFacts } from './machine-facts';
import { OfflineControls } from './offline-controls';
import { PrecisionTable } from './precision-table';
import { QualityTable } from './quality-table';

export function ModelSection({ model, catalogue }: { model: ModelManifest; catalogue: ReadyCatalogue }) {
  const { shelf } = useStores();
  const offline = useStore(shelf.store, (state) => state[model.id]);
  const titleId = useId();
  return (
    <section className="model" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>
          {model.title} <span className="faint">{model.version}</span>
        </h2>
        <p>{model.summary}</p>
      </header>
      <ModelFacts model={model} />
      <h3>Precisions</h3>
      <PrecisionTable model={model} catalogue={catalogue} offline={offline} />
      {offline && <OfflineControls model={model} offline={offline} />}
      <MachineFacts capabilities={catalogue.capabilities} />
      {model.quality !== undefined && model.quality.length > 0 && <QualityTable quality={model.quality} />}
      <Trust model={model} />
    </section>
  );
}

function ModelFacts({ model }: { model: ModelManifest }) {
  const facts: [string, string][] = [
    ['Id', model.id],
    ['Architecture', model.architecture],
    ['Parameters', formatMillions(model.parameterCount)],
    ['Licence', model.license],
  ];
  if (model.image !== undefined) {
    const { widthPx, heightPx, tokenCount } = model.image;
    facts.push(['Image', `${widthPx} × ${heightPx} px, read as ${tokenCount} tokens`]);
  }
  return (
    <dl className="model-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {model.card !== undefined && (
        <div>
          <dt>Model card</dt>
          <dd>
            <a href={`models/${model.id}/${model.card}`}>{model.card}</a>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** How far its probabilities and its own sense of the unknown may be trusted; only what was measured. */
function Trust({ model: { calibration, limit } }: { model: ModelManifest }) {
  const before = calibration?.eceBefore;
  const after = calibration?.eceAfter;
  return (
    <>
      {calibration && (
        <p className="label">
          Probabilities are calibrated with temperature {calibration.temperature.toPrecision(3)}
          {before !== undefined && after !== undefined
            ? `: expected calibration error ${before.toFixed(3)} before, ${after.toFixed(3)} after`
            : ''}
          {calibration.count === undefined ? '' : ` (${formatCount(calibration.count)} answers)`}. Words below{' '}
          {Math.round(calibration.uncertainBelow * 100)}% are underlined as uncertain.
        </p>
      )}
      {limit?.auroc !== undefined && (
        <p className="label">
          Images unlike the training ones are told apart with an area under the ROC curve of {limit.auroc.toFixed(3)}.
        </p>
      )}
    </>
  );
}
